package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime(42);
    private final VirtualMachine machine = time.machine("alice");
    private final Scheduler scheduler = machine.environment().scheduler();
    private final List<String> log = new ArrayList<>();

    @Test
    void aSerialExecutorKeepsTheOrderGiven() {
        Executor serial = scheduler.serial("writer");
        for (int i = 0; i < 5000; i++) {
            String line = "" + i;
            serial.execute(() -> log.add(line));
        }

        time.run(SECOND);

        assertThat(log).hasSize(5000).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    }

    @Test
    void aTaskNeverRunsInsideTheCallThatGivesIt() {
        Executor serial = scheduler.serial("writer");
        serial.execute(() -> {
            serial.execute(() -> log.add("second"));
            log.add("first");
        });

        assertThat(log).isEmpty();
        time.run(SECOND);

        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void theSeedChoosesBetweenExecutorsAndInsideAPool() {
        Set<List<String>> serialOrders = new HashSet<>();
        Set<List<String>> poolOrders = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            serialOrders.add(orderOfThreeExecutors(seed));
            poolOrders.add(orderInOnePool(seed));
            assertThat(orderOfThreeExecutors(seed)).isEqualTo(orderOfThreeExecutors(seed));
        }

        // Three executors of one task each, and three tasks of a pool: every one of the six orders is met.
        assertThat(serialOrders).hasSize(6);
        assertThat(poolOrders).hasSize(6);
    }

    private static List<String> orderOfThreeExecutors(long seed) {
        VirtualTime time = new VirtualTime(seed);
        List<String> order = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            time.machine(name).environment().scheduler().serial("main").execute(() -> order.add(name));
        }
        time.run(SECOND);
        return order;
    }

    private static List<String> orderInOnePool(long seed) {
        VirtualTime time = new VirtualTime(seed);
        List<String> order = new ArrayList<>();
        Executor pool = time.machine("a").environment().scheduler().pool("workers", 3);
        for (String name : List.of("a", "b", "c")) {
            pool.execute(() -> order.add(name));
        }
        time.run(SECOND);
        return order;
    }

    @Test
    void delayedTasksRunAtTheirTime() {
        Executor serial = scheduler.serial("main");
        long start = machine.clock().millis();
        scheduler.schedule(
                Duration.ofHours(2),
                serial,
                () -> log.add("2h " + (machine.clock().millis() - start)));
        scheduler.schedule(
                SECOND, serial, () -> log.add("1s " + (machine.clock().millis() - start)));
        scheduler.schedule(SECOND, serial, () -> log.add("1s again"));

        time.run(Duration.ofMinutes(1));
        assertThat(log).containsExactly("1s 1000", "1s again");
        assertThat(time.nanos()).isEqualTo(Duration.ofMinutes(1).toNanos());

        time.run(Duration.ofHours(2));
        assertThat(log).last().isEqualTo("2h 7200000");
    }

    @Test
    void aCancelledTaskDoesNotRunAndDoesNotMoveTheTime() {
        Executor serial = scheduler.serial("main");
        Scheduler.Task task = scheduler.schedule(SECOND, serial, () -> log.add("cancelled"));
        task.cancel();

        assertThat(time.step()).isFalse();

        assertThat(log).isEmpty();
        assertThat(time.nanos()).isZero();
    }

    @Test
    void aTaskCancelledByItsNeighbourAtTheSameTimeDoesNotRun() {
        Executor serial = scheduler.serial("main");
        Scheduler.Task[] second = new Scheduler.Task[1];
        scheduler.schedule(SECOND, serial, () -> second[0].cancel());
        second[0] = scheduler.schedule(SECOND, serial, () -> log.add("cancelled"));

        time.run(SECOND);

        assertThat(log).isEmpty();
    }

    @Test
    void anyExecutorMayRunADelayedTask() {
        scheduler.schedule(SECOND, Runnable::run, () -> log.add("direct"));

        time.run(SECOND);

        assertThat(log).containsExactly("direct");
    }

    @Test
    void whatATaskThrowsFailsTheTestWithTheSeed() {
        scheduler.serial("main").execute(() -> {
            throw new IllegalStateException("broken");
        });

        assertThatThrownBy(() -> time.run(SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 42")
                .hasRootCauseMessage("broken");
    }

    @Test
    void waitingForWhatNeverHappensFailsTheTest() {
        assertThatThrownBy(() -> time.runUntil(() -> false, SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing is left to run, seed 42");

        scheduler.schedule(Duration.ofHours(1), scheduler.serial("main"), () -> log.add("late"));

        assertThatThrownBy(() -> time.runUntil(() -> !log.isEmpty(), SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("more is to come");
        assertThat(log).isEmpty();
    }

    @Test
    void awaitGivesTheValueOfAStage() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        scheduler.schedule(SECOND, scheduler.serial("main"), () -> answer.complete("yes"));

        assertThat(time.await(answer, Duration.ofSeconds(2))).isEqualTo("yes");
    }

    @Test
    void aClosedSchedulerRunsNothingMore() {
        Executor serial = scheduler.serial("main");
        serial.execute(() -> log.add("waiting"));
        scheduler.schedule(SECOND, serial, () -> log.add("delayed"));

        scheduler.close();
        serial.execute(() -> log.add("late"));
        scheduler.serial("other").execute(() -> log.add("later"));
        time.run(Duration.ofMinutes(1));

        assertThat(log).isEmpty();
    }

    @Test
    void aCrashDropsWhatWasPlannedAndTheMachineStartsAgain() {
        Executor serial = scheduler.serial("main");
        machine.onCrash(() -> log.add("power off"));
        serial.execute(() -> {
            log.add("before");
            machine.crash();
            serial.execute(() -> log.add("lost"));
            throw new IllegalStateException("what a dying process throws is of no interest");
        });
        serial.execute(() -> log.add("lost too"));
        scheduler.schedule(SECOND, serial, () -> log.add("lost as well"));

        time.run(Duration.ofMinutes(1));
        assertThat(log).containsExactly("before", "power off");

        machine.environment().scheduler().serial("main").execute(() -> log.add("restarted"));
        time.run(SECOND);
        assertThat(log).last().isEqualTo("restarted");
    }

    @Test
    void aCrashLeavesOtherMachinesAlone() {
        Executor other = time.machine("bob").environment().scheduler().serial("main");
        other.execute(() -> log.add("bob"));

        machine.crash();
        time.run(SECOND);

        assertThat(log).containsExactly("bob");
    }

    @Test
    void wallClocksMayDisagreeWhileTimeIsCommon() {
        VirtualClock bob = time.machine("bob").clock();
        bob.offset(Duration.ofDays(-1));

        time.run(SECOND);

        assertThat(machine.clock().millis()).isEqualTo(VirtualClock.START_MILLIS + 1000);
        assertThat(bob.millis()).isEqualTo(VirtualClock.START_MILLIS + 1000 - 86_400_000L);
        assertThat(bob.nanos()).isEqualTo(machine.clock().nanos());
    }

    @Test
    void randomBytesDependOnTheSeedTheMachineAndTheBoot() {
        byte[] alice = machine.environment().random().bytes(16);
        byte[] bob = time.machine("bob").environment().random().bytes(16);
        machine.crash();
        byte[] restarted = machine.environment().random().bytes(16);
        byte[] again =
                new VirtualTime(42).machine("alice").environment().random().bytes(16);
        byte[] otherSeed =
                new VirtualTime(43).machine("alice").environment().random().bytes(16);

        assertThat(alice)
                .isEqualTo(again)
                .isNotEqualTo(bob)
                .isNotEqualTo(restarted)
                .isNotEqualTo(otherSeed);
    }

    @Test
    void aForeignThreadIsRefused() throws Exception {
        time.run(SECOND);
        Executor serial = scheduler.serial("main");
        List<Throwable> thrown = new ArrayList<>();
        Thread foreign = new Thread(() -> serial.execute(() -> {}));
        foreign.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
        foreign.start();
        foreign.join();

        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoTasksThatWakeEachOtherForEverAreFound() {
        Executor serial = scheduler.serial("main");
        Runnable[] task = new Runnable[1];
        task[0] = () -> serial.execute(task[0]);
        serial.execute(task[0]);

        assertThatThrownBy(() -> time.run(SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("time stands still");
    }

    @Test
    void theFingerprintStandsForTheRun() {
        assertThat(fingerprint(1)).isEqualTo(fingerprint(1)).isNotEqualTo(fingerprint(2));
    }

    private static long fingerprint(long seed) {
        VirtualTime time = new VirtualTime(seed);
        for (String name : List.of("a", "b", "c", "d")) {
            Scheduler scheduler = time.machine(name).environment().scheduler();
            Executor serial = scheduler.serial("main");
            for (int i = 0; i < 20; i++) {
                scheduler.schedule(Duration.ofMillis(i), serial, () -> serial.execute(() -> {}));
            }
        }
        time.run(SECOND);
        return time.fingerprint();
    }
}
