package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Store;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Locks, keys, power cuts and faults of the store in memory; the rest is the contract of stores. */
class MemoryStoreTest {
    private static final Path FILE = Path.of("alice", "store");

    private final MemoryStoreProvider provider = new MemoryStoreProvider();

    private Store open() {
        return provider.open(new StoreOptions(FILE, new byte[32], 64, 64, false));
    }

    private static void write(Store store, String... keys) {
        StoreWriter writer = store.writer();
        writer.begin();
        for (String key : keys) {
            writer.putConfiguration(key, "value");
        }
        writer.commit();
    }

    private boolean holds(String key) {
        return provider.inspect(FILE).configuration(key) != null;
    }

    @Test
    void onlyOneStoreHasAFileOpen() {
        Store first = open();
        assertFails(this::open, ErrorCode.FOLDER_LOCKED);

        first.close();

        open().close();
        assertThat(provider.openStores()).isZero();
    }

    @Test
    void anotherKeyIsRefusedAndTheFileStaysAsItWas() {
        Store store = open();
        write(store, "a");
        store.close();
        byte[] wrong = new byte[32];
        wrong[0] = 1;

        assertFails(() -> provider.open(new StoreOptions(FILE, wrong, 64, 64, false)), ErrorCode.WRONG_KEY);

        assertThat(holds("a")).isTrue();
        open().close();
    }

    @Test
    void aPowerCutKeepsWhatIsCommittedAndFreesTheLock() {
        Store store = open();
        write(store, "committed");
        store.writer().begin();
        StoreWriter writer = store.writer();
        writer.putConfiguration("open", "value");

        provider.powerOff();

        assertFails(writer::commit, ErrorCode.CLOSED);
        Store again = open();
        assertThat(again.reader().configuration("committed")).isEqualTo("value");
        assertThat(again.reader().configuration("open")).isNull();
    }

    @Test
    void eachPointCanFailOnceAndNothingOfItsTransactionStays() {
        for (int point = 1; point <= 3; point++) {
            MemoryStoreProvider fresh = new MemoryStoreProvider();
            Store store = fresh.open(new StoreOptions(FILE, new byte[32], 64, 64, false));
            fresh.faults().failAt(point, ErrorCode.DISK_FULL);

            assertFails(() -> write(store, "a", "b"), ErrorCode.DISK_FULL);
            assertThat(fresh.inspect(FILE).configuration("a")).isNull();

            store.writer().rollback();
            write(store, "a", "b");
            assertThat(fresh.inspect(FILE).configuration("b")).isEqualTo("value");
        }
    }

    @Test
    void afterACommitNothingFailsButTheNextPointDoes() {
        Store store = open();
        provider.faults().failAt(3, ErrorCode.STORAGE);

        write(store, "a");

        assertThat(holds("a")).isTrue();
        assertFails(() -> write(store, "b"), ErrorCode.STORAGE);
    }

    @Test
    void aFullDiskStaysFullUntilItRecovers() {
        Store store = open();
        provider.faults().failAlways(ErrorCode.DISK_FULL);
        assertFails(() -> write(store, "a"), ErrorCode.DISK_FULL);
        store.writer().rollback();
        assertFails(() -> write(store, "a"), ErrorCode.DISK_FULL);
        store.writer().rollback();

        provider.faults().recover();
        write(store, "a");

        assertThat(holds("a")).isTrue();
    }

    @Test
    void aCrashAtEachPointLeavesAllOrNothing() {
        List<Boolean> kept = new ArrayList<>();
        for (int point = 1; point <= 4; point++) {
            kept.add(rowsAfterCrashAt(point));
        }

        // Two changes, before the commit, after the commit.
        assertThat(kept).containsExactly(false, false, false, true);
    }

    private static boolean rowsAfterCrashAt(int point) {
        MemoryStoreProvider disk = new MemoryStoreProvider();
        VirtualTime time = new VirtualTime(1);
        VirtualMachine machine = time.machine("alice");
        machine.onCrash(disk::powerOff);
        Executor main = machine.environment().scheduler().serial("main");
        List<String> log = new ArrayList<>();
        Store store = disk.open(new StoreOptions(FILE, new byte[32], 64, 64, false));
        disk.faults().crashAt(point, machine::crash);
        main.execute(() -> {
            write(store, "a", "b");
            log.add("acknowledged");
        });
        main.execute(() -> log.add("went on"));

        time.run(java.time.Duration.ofSeconds(1));

        assertThat(log).isEmpty();
        assertThat(machine.crashes()).isEqualTo(1);
        assertThat(disk.openStores()).isZero();
        boolean a = disk.inspect(FILE).configuration("a") != null;
        boolean b = disk.inspect(FILE).configuration("b") != null;
        assertThat(a).isEqualTo(b);
        return a;
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
