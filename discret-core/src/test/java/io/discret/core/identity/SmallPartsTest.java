package io.discret.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.api.Uid;
import io.discret.core.rows.VectorRows;
import io.discret.spi.Clock;
import io.discret.spi.DomainNames;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {
    private static final Uids UIDS = new Uids(Clock.system(), Crypto.random(1));

    /** "day(t) = 86 400 000 × floorDiv(t, 86 400 000)" for every t (docs/protocol/20 §14). */
    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -Days.DAY,
                -1,
                0,
                1,
                Days.LAST,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE
            })
    void aDayNeverOverflows(long date) {
        assertThat(Math.floorMod(Days.day(date), Days.DAY)).isZero();
        assertThat(Days.nextDay(date)).isGreaterThanOrEqualTo(Days.day(date));
        if (date > Long.MIN_VALUE + Days.DAY) {
            assertThat(Days.day(date)).isLessThanOrEqualTo(date);
        }
    }

    @Test
    void datesFrom1970ToTheYear9999ArePlausible() {
        assertThat(Days.isPlausible(0)).isTrue();
        assertThat(Days.isPlausible(Days.LAST)).isTrue();
        assertThat(Days.isPlausible(-1)).isFalse();
        assertThat(Days.isPlausible(Days.LAST + 1)).isFalse();
        assertThat(Days.isPlausible(Long.MIN_VALUE)).isFalse();
        assertThat(Days.isPlausible(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void identifiersAreNewAndNeighboursInTime() {
        Set<Uid> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(UIDS.next());
        }
        assertThat(made).hasSize(10_000);
        Uid early = new Uids(at(1_700_000_000_000L), Crypto.random(5)).next();
        Uid late = new Uids(at(1_700_000_000_001L), Crypto.random(4)).next();
        assertThat(early).isLessThan(late);
    }

    private static Clock at(long millis) {
        return new Clock() {
            @Override
            public long millis() {
                return millis;
            }

            @Override
            public long nanos() {
                return 0;
            }
        };
    }

    /** The table of docs/protocol/20 §12; "the total length is always ≤ 14". */
    @Test
    void inventedNamesLookLikeThoseOfTheReference() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            names.add(DomainNames.random(Crypto.random(i)));
        }
        assertThat(names).hasSizeGreaterThan(900).allSatisfy(name -> assertThat(name)
                .matches("[a-z]{5,7}\\.[a-z]{2,4}")
                .hasSizeLessThanOrEqualTo(14)
                .satisfies(valid -> assertThat(DomainNames.isValid(valid)).isTrue()));
        VectorRows.cases(VectorRows.file("crypto.json").at("/certificate/random_names"))
                .forEach(name -> assertThat(DomainNames.isValid(name.asText())).isTrue());
    }

    @Test
    void aDeviceHasAName() {
        assertThat(DeviceName.of(Map.of("HOSTNAME", "lap\"top")))
                .endsWith(", lap\"top")
                .hasSizeGreaterThan(10);
        assertThat(DeviceName.ofThisDevice()).contains(", ");
    }
}
