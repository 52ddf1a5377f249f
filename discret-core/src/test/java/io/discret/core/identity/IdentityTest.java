package io.discret.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class IdentityTest {
    /** "Seed = output 1 of §4, message = 32 zero bytes (a raw challenge)" (docs/protocol/20 §6). */
    @Test
    void signsAChallengeAsItIs() {
        try (Identity user = Crypto.user()) {
            assertThat(user.sign(new byte[32]))
                    .isEqualTo(
                            HexFormat.of()
                                    .parseHex(
                                            "f4d5256f5b1721aa4b4431ad5175d9854b73aa969bb1e9e3b4527a63a3751a968c6dadb89ddc7d0cc4f57358c12dfa8af5a8da8c5cdc1d5bf6e341f2edd88508"));
        }
    }

    /** docs/protocol/20 §8: the second user's key material is 01 02 … 20. */
    @Test
    void meetsAnotherUser() {
        byte[] material = new byte[32];
        for (int i = 0; i < material.length; i++) {
            material[i] = (byte) (i + 1);
        }
        try (Identity first = Crypto.user();
                Identity second = Crypto.user("example.app", material)) {
            assertThat(first.token(second.meetingPublicKey()).toString()).isEqualTo("is2on-brzA");
            assertThat(second.token(first.meetingPublicKey()).toString()).isEqualTo("is2on-brzA");
            assertThat(first.token(first.meetingPublicKey()).toString()).isEqualTo("BYEmfjgOCQ");
        }
    }

    @Test
    void isAnotherOneInAnotherApplication() {
        try (Identity here = Crypto.user("a", new byte[32]);
                Identity there = Crypto.user("b", new byte[32])) {
            assertThat(here.verifyingKey()).isNotEqualTo(there.verifyingKey());
            assertThat(here.privateRoom()).isNotEqualTo(there.privateRoom());
            assertThat(here.databaseName()).isNotEqualTo(there.databaseName());
        }
    }

    @Test
    void isWipedWhenClosed() {
        Identity user = Crypto.user();
        byte[] before = user.databaseSecret();
        user.close();
        assertThat(before).isNotEqualTo(new byte[32]);
        assertThat(user.databaseSecret()).isEqualTo(new byte[32]);
        assertThatThrownBy(() -> user.sign(new byte[32]))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    @Test
    void showsItsPublicKeyOnly() {
        try (Identity user = Crypto.user()) {
            assertThat(user).hasToString("Identity[AbRuWp-CxeMKZ8AaU4_bBUcMJDGFZRswcPAdJdTpof14]");
        }
    }
}
