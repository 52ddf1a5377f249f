package io.discret.core.net;

import java.time.Duration;

/** Limits and time-outs of meeting peers, each with its reason. */
final class NetLimits {
    /** Attempts of one dial; as many as the reference makes (docs/protocol/40 §3). */
    static final int DIAL_ATTEMPTS = 4;

    /** The pause after the k-th failed attempt is k times this. */
    static final Duration DIAL_PAUSE = Duration.ofSeconds(1);

    /** An acceptor must see the three streams and the ConnectionInfo within this time; the reference waits for ever. */
    static final Duration OPENING = Duration.ofSeconds(10);

    /**
     * Accepted connections whose peer has not proved who it is. Half of what a transport takes, so that strangers never
     * keep those out who did.
     */
    static final int STRANGERS = 512;

    /** Of them from one address: devices behind one address translator come one after the other, not all in one second. */
    static final int STRANGERS_OF_ONE = 64;

    /** Announces after a change of the tokens are put together for this long. */
    static final Duration ANNOUNCE_DELAY = Duration.ofMillis(20);

    /** A lost peer is called again after this, then after twice as long, up to the period of announces. */
    static final Duration FIRST_CALL_BACK = Duration.ofSeconds(1);

    /**
     * Dials at once. Each costs a handshake; announces are not authenticated for invites, so a flood of them must not
     * become a flood of dials.
     */
    static final int DIALS_AT_ONCE = 32;

    /** Of them to endpoints of one allowed peer, or known by one invite: a dial that nobody answers takes most of a minute. */
    static final int DIALS_OF_ONE = 8;

    /** Endpoints that wait for a dial; as many as a transport takes connections. */
    static final int DIALS_WAITING = 1024;

    /** Of them of one allowed peer, or known by one invite: more devices than a user has. */
    static final int DIALS_WAITING_OF_ONE = 128;

    /** Addresses of one endpoint that wait: a device has few networks, and anybody in reach may repeat its announce. */
    static final int ADDRESSES_WAITING = 4;

    /** An announce waits for a dial no longer than this: who is still there has announced again. */
    static final Duration ANNOUNCE_AGE = Duration.ofMinutes(2);

    /**
     * Known tokens of one announce that are looked at, the own one first: each costs a signature check, and an announce
     * holds 511. An honest one has a token for us, or that and an invite.
     */
    static final int TOKENS_TRIED = 8;

    /** Endpoints remembered as heard on the local network: a member may announce any number of them. */
    static final int LOCAL_CIRCUITS = 4096;

    /** Application codes of a close (docs/protocol/40 §1). */
    static final long CLOSE_IMPLICIT = 0;

    static final long CLOSE_LOST_ELECTION = 1;
    static final long CLOSE_OTHER = 2;

    private NetLimits() {}
}
