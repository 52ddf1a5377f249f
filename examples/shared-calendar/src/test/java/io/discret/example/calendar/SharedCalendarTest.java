package io.discret.example.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.AccessDeniedException;
import io.discret.api.Event;
import io.discret.api.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people with real files and a real network of one machine. */
class SharedCalendarTest {
    private static final Instant SIX = Instant.parse("2026-12-24T18:00:00Z");
    private static final Instant SEVEN = SIX.plus(Duration.ofHours(1));
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void a_guest_adds_events_and_only_the_organiser_moves_those_of_others() throws InterruptedException {
        try (SharedCalendar alice = open("alice");
                SharedCalendar bob = open("bob")) {
            String calendar = alice.create();
            String dinner = alice.add(calendar, "Dinner", SIX, "at Alice's");

            bob.join(alice.invite(calendar));
            await(bob, () -> bob.events(calendar).size() == 1);
            String dessert = bob.add(calendar, "Dessert", SIX, "in the garden");
            await(alice, () -> alice.events(calendar).size() == 2);

            assertThatThrownBy(() -> bob.move(dinner, SEVEN)).isInstanceOf(AccessDeniedException.class);
            alice.move(dessert, SEVEN);
            await(bob, () -> bob.events(calendar).get(1).start() == SEVEN.toEpochMilli());
            assertThat(bob.events(calendar))
                    .extracting(SharedCalendar.Event::title)
                    .containsExactly("Dinner", "Dessert");
            assertThat(alice.events(calendar)).isEqualTo(bob.events(calendar));
        }
    }

    private SharedCalendar open(String name) {
        return new SharedCalendar(name, "a pass phrase".toCharArray(), folder.resolve(name));
    }

    /** Wait until something is so, looking again at whatever happens. */
    static void await(SharedCalendar who, BooleanSupplier reached) throws InterruptedException {
        Semaphore happened = new Semaphore(1);
        Events.Subscription subscription = who.app().events().onEvent(Event.class, event -> happened.release());
        try {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!reached.getAsBoolean()) {
                assertThat(System.nanoTime()).as("waited for %s", LIMIT).isLessThan(end);
                happened.tryAcquire(1, TimeUnit.SECONDS);
            }
        } finally {
            subscription.close();
        }
    }
}
