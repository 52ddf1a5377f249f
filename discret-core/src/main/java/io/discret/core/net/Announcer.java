package io.discret.core.net;

import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.MeetingToken;
import io.discret.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Announce the own endpoint at start, periodically, when the tokens change, and when a peer was lost (docs/protocol/40
 * §7.2). Used by the serial executor of the engine only.
 */
final class Announcer {
    private final Scheduler scheduler;
    private final Executor engine;
    private final AnnounceHeader header;
    private final int port;
    private final Duration period;
    private List<Discovery> discoveries = List.of();
    private List<MeetingToken> tokens = List.of();
    private Duration callBack = NetLimits.FIRST_CALL_BACK;
    private Scheduler.@Nullable Task next;
    private boolean running;

    Announcer(Scheduler scheduler, Executor engine, AnnounceHeader header, int port, Duration period) {
        this.scheduler = scheduler;
        this.engine = engine;
        this.header = header;
        this.port = port;
        this.period = period;
    }

    void start(List<Discovery> found, List<MeetingToken> first) {
        discoveries = found;
        tokens = first;
        running = true;
        announce();
    }

    void stop() {
        running = false;
        if (next != null) {
            next.cancel();
        }
    }

    /** Announce other tokens, at once when there are new ones. */
    void tokens(List<MeetingToken> changed) {
        if (changed.equals(tokens)) {
            return;
        }
        tokens = changed;
        soon();
    }

    /** Announce without waiting for the period. */
    void soon() {
        if (running) {
            announceIn(NetLimits.ANNOUNCE_DELAY);
        }
    }

    /** A peer was lost: call it back soon, then ever less often. */
    void peerLost() {
        if (running && callBack.compareTo(period) < 0) {
            announceIn(callBack);
            callBack = callBack.multipliedBy(2);
        }
    }

    /** A peer was found: the next loss is called back quickly again. */
    void peerFound() {
        callBack = NetLimits.FIRST_CALL_BACK;
    }

    /** Ask a peer whose announce was recognised to dial as well. */
    void initiate(MeetingToken token) {
        discoveries.forEach(discovery -> discovery.initiate(header, token, port));
    }

    private void announce() {
        if (!running) {
            return;
        }
        List<Announce> parts = parts();
        if (!parts.isEmpty()) {
            discoveries.forEach(discovery -> discovery.announce(parts, port));
        }
        announceIn(period);
    }

    /** More tokens than one announce may hold go into several, each complete for who hears it. */
    private List<Announce> parts() {
        List<Announce> parts = new ArrayList<>();
        for (int from = 0; from < tokens.size(); from += Announce.MAX_TOKENS) {
            int to = Math.min(tokens.size(), from + Announce.MAX_TOKENS);
            parts.add(new Announce(header, tokens.subList(from, to)));
        }
        return parts;
    }

    private void announceIn(Duration delay) {
        if (next != null) {
            next.cancel();
        }
        next = scheduler.schedule(delay, engine, this::announce);
    }
}
