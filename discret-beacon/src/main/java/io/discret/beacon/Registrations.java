package io.discret.beacon;

import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.BeaconMessage;
import io.discret.spi.MeetingToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hold which client announced which token, and decide who is introduced to whom (docs/protocol/50 §4.2, §4.3).
 *
 * <p>Knows no socket and no clock: announces and times in, messages out. Used by one thread.
 */
final class Registrations {
    private final BeaconLimits limits;
    private final boolean sameAddressAllowed;
    private final Map<MeetingToken, List<Client>> table = new HashMap<>();
    private long registered;

    /**
     * Make an empty table.
     *
     * @param sameAddressAllowed whether two clients with one IP address are introduced; where the network does not lead
     *     back to itself (hairpin) they would only dial in vain
     */
    Registrations(BeaconLimits limits, boolean sameAddressAllowed) {
        this.limits = limits;
        this.sameAddressAllowed = sameAddressAllowed;
    }

    /**
     * Take the complete list of tokens of a client.
     *
     * <p>New tokens are introduced; all of them are when the header changed, or when the last time is long ago: peers
     * that lost each other while both stay connected here would otherwise never meet again (docs/protocol/50 §7.4).
     *
     * @param now monotonic time, ns
     * @return what to send, in this order
     */
    List<Introduction> announce(Client client, Announce announce, long now) {
        boolean again = !announce.header().equals(client.header())
                || now - client.introduced() >= limits.introduceAgain().toNanos();
        client.announced(announce.header(), again ? now : client.introduced());
        Set<MeetingToken> wanted = wanted(announce);
        Set<MeetingToken> before = client.tokens();
        for (MeetingToken token : before) {
            if (!wanted.contains(token)) {
                unregister(client, token);
            }
        }
        List<Introduction> introductions = new ArrayList<>();
        Set<MeetingToken> held = new LinkedHashSet<>();
        for (MeetingToken token : wanted) {
            boolean known = before.contains(token);
            if (!known && !hasRoom(token)) {
                continue;
            }
            if (!known || again) {
                introduce(client, token, introductions);
            }
            if (!known) {
                register(client, token);
            }
            held.add(token);
        }
        client.registered(held);
        return introductions;
    }

    /** The client is gone. */
    void leave(Client client) {
        client.tokens().forEach(token -> unregister(client, token));
        client.registered(Set.of());
    }

    /** Tokens registered, counted once for each client. */
    long registered() {
        return registered;
    }

    /** Distinct tokens; one that nobody holds is not in the table (docs/protocol/50 §7.3). */
    int tokens() {
        return table.size();
    }

    private Set<MeetingToken> wanted(Announce announce) {
        Set<MeetingToken> wanted = new LinkedHashSet<>();
        for (MeetingToken token : announce.tokens()) {
            if (wanted.size() == limits.tokensPerConnection()) {
                break;
            }
            wanted.add(token);
        }
        return wanted;
    }

    private boolean hasRoom(MeetingToken token) {
        return table.getOrDefault(token, List.of()).size() < limits.clientsPerToken();
    }

    /** First the client is told of the other, then the other of the client, oldest first. */
    private void introduce(Client client, MeetingToken token, List<Introduction> introductions) {
        for (Client other : table.getOrDefault(token, List.of())) {
            AnnounceHeader own = client.header();
            AnnounceHeader others = other.header();
            if (own != null && others != null && mayMeet(client, own, other, others)) {
                introductions.add(new Introduction(client, new BeaconMessage(others, other.address(), token)));
                introductions.add(new Introduction(other, new BeaconMessage(own, client.address(), token)));
            }
        }
    }

    /**
     * Addresses of two families cannot dial each other, so a client of the reference, which has an IPv4 one, is never told
     * of another kind (docs/protocol/50 §7.7); one of a link means nothing without the link, which no message can carry.
     * An endpoint that came back needs not meet its past.
     */
    private boolean mayMeet(Client client, AnnounceHeader own, Client other, AnnounceHeader others) {
        var here = client.address().getAddress();
        var there = other.address().getAddress();
        return client != other
                && !own.endpointId().equals(others.endpointId())
                && here.getAddress().length == there.getAddress().length
                && !here.isLinkLocalAddress()
                && !there.isLinkLocalAddress()
                && (sameAddressAllowed || !here.equals(there));
    }

    private void register(Client client, MeetingToken token) {
        table.computeIfAbsent(token, t -> new ArrayList<>(2)).add(client);
        registered++;
    }

    private void unregister(Client client, MeetingToken token) {
        List<Client> clients = table.get(token);
        if (clients != null && clients.remove(client)) {
            registered--;
            if (clients.isEmpty()) {
                table.remove(token);
            }
        }
    }
}
