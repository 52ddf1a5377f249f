package io.discret.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Wait for what peers must come to. */
final class Together {
    /** Generous: machines that build are slow. What takes longer never comes. */
    static final Duration CONNECT = Duration.ofSeconds(90);

    static final Duration ARRIVE = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private Together() {}

    static void await(String what, Duration limit, BooleanSupplier condition) {
        await(() -> what, limit, condition);
    }

    static void await(Supplier<String> what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /**
     * Wait until both answer a query with the same JSON, and it is what is wanted. The program around the reference sorts the
     * members of objects, so their order is not compared here; the vectors do that.
     */
    static JsonNode same(Peer one, Peer two, String query, Predicate<JsonNode> wanted) {
        return same(one, two, query, ARRIVE, wanted);
    }

    static JsonNode same(Peer one, Peer two, String query, Duration limit, Predicate<JsonNode> wanted) {
        JsonNode[] seen = {null, null};
        await(() -> "one answer; " + one + ": " + cut(seen[0]) + "; " + two + ": " + cut(seen[1]), limit, () -> {
            seen[0] = one.query(query);
            seen[1] = two.query(query);
            return seen[0].equals(seen[1]) && wanted.test(seen[0]);
        });
        return seen[0];
    }

    private static String cut(JsonNode answer) {
        String text = String.valueOf(answer);
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }

    static void connected(Peer... peers) {
        for (Peer peer : peers) {
            await(peer + " says PeerConnected", CONNECT, peer::connected);
        }
    }

    /** The logs hold no error; the reference tells of refused rows there. */
    static void noComplaints(Peer... peers) {
        for (Peer peer : peers) {
            List<String> complaints = peer.complaints();
            peer.forgive(); // one fault is one failed case
            assertThat(complaints).as("complaints in the log of %s", peer).isEmpty();
        }
    }
}
