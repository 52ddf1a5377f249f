package io.discret.core.events;

import static io.discret.core.races.Races.atOnce;
import static io.discret.core.races.Races.check;
import static io.discret.core.races.Races.repeat;

import io.discret.api.Event;
import io.discret.core.races.RacingScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Delivery of events while others publish, subscribe, ask, cancel and close (21 §19). */
@Timeout(300) // only stops what hangs, also on a machine that is busy
class EventBusRaceTest {
    /** Keeps what it gets, and whether it was called by two threads at once or after the end. */
    private static final class Listener implements Flow.Subscriber<Event> {
        private final List<String> heard = new ArrayList<>(); // by one thread at a time, or it shows
        private final AtomicBoolean busy = new AtomicBoolean();
        private final long firstDemand;
        private Flow.Subscription subscription;
        private int ends;
        private boolean broken;

        Listener(long firstDemand) {
            this.firstDemand = firstDemand;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (firstDemand > 0) {
                given.request(firstDemand);
            }
        }

        @Override
        public void onNext(Event event) {
            called();
            heard.add(((Event.RoomSynchronized) event).room());
            busy.set(false);
        }

        @Override
        public void onError(Throwable failure) {
            onComplete();
        }

        @Override
        public void onComplete() {
            called();
            ends++;
            busy.set(false);
        }

        private void called() {
            broken |= ends > 0 || !busy.compareAndSet(false, true);
        }
    }

    private static Event event(String name) {
        return new Event.RoomSynchronized(name);
    }

    @Test
    void everyEventIsDeliveredOnceInOrder() {
        repeat(() -> {
            RacingScheduler scheduler = new RacingScheduler();
            EventBus bus = new EventBus(scheduler, 8);
            Listener listener = new Listener(1);
            bus.subscribe(listener);
            atOnce(
                    () -> {
                        bus.publish(event("a"));
                        bus.publish(event("b"));
                    },
                    () -> listener.subscription.request(5));
            bus.close();
            scheduler.close();

            check(listener.heard.equals(List.of("a", "b")), "heard " + listener.heard);
            check(listener.ends == 1 && !listener.broken, "not one end after all events");
        });
    }

    /** Who subscribes while the bus closes hears of the end all the same. */
    @Test
    void whoSubscribesWhileItClosesHearsOfTheEnd() {
        repeat(() -> {
            RacingScheduler scheduler = new RacingScheduler();
            EventBus bus = new EventBus(scheduler, 8);
            Listener listener = new Listener(5);
            atOnce(() -> bus.subscribe(listener), bus::close);
            scheduler.close();

            check(listener.ends == 1, "told of " + listener.ends + " ends");
        });
    }

    /** Nothing is delivered twice or by two threads while a subscriber cancels, and nothing after the end. */
    @Test
    void cancellingStopsTheDelivery() {
        repeat(() -> {
            RacingScheduler scheduler = new RacingScheduler();
            EventBus bus = new EventBus(scheduler, 8);
            Listener listener = new Listener(Long.MAX_VALUE);
            Listener other = new Listener(Long.MAX_VALUE);
            bus.subscribe(listener);
            bus.subscribe(other);
            atOnce(
                    () -> {
                        bus.publish(event("a"));
                        bus.publish(event("b"));
                    },
                    () -> listener.subscription.cancel());
            bus.close();
            scheduler.close();

            check(
                    List.of("a", "b").subList(0, listener.heard.size()).equals(listener.heard),
                    "heard " + listener.heard);
            check(listener.ends == 0 && !listener.broken, "called after the end");
            check(other.heard.equals(List.of("a", "b")) && other.ends == 1, "the neighbour heard " + other.heard);
        });
    }
}
