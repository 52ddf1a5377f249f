package io.discret.core.sync;

import java.time.Duration;

/** Bound time and memory of one connection, with reasons. Sizes in bytes unless said otherwise. */
final class SyncLimits {
    /** A query without an answer, or a part after another, may take this long (docs/protocol/41 §2.3, §11.9). */
    static final Duration SILENCE = Duration.ofSeconds(10);

    /**
     * A reference peer answers one query after the other: behind a bulk answer a small one waits while the connection is
     * busy. Beyond this it is given up all the same.
     */
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    /** Both identities, and the devices of one user, are settled in this time. */
    static final Duration HANDSHAKE = Duration.ofSeconds(30);

    /** No room is held longer; what was written stays, the rest is asked for again. */
    static final Duration ROOM = Duration.ofMinutes(10);

    /** A room is pulled from one peer without a break for this long when another waits; what was written stays. */
    static final Duration TURN = Duration.ofMinutes(1);

    /** Rows dated too far ahead are looked at again at the latest after this: the clock here may be set right. */
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** A room that failed is tried again after this, then after twice as long… */
    static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /** …up to this. */
    static final Duration LAST_RETRY = Duration.ofMinutes(2);

    /** Answers that wait to be looked at: reading stops above. One accepted message always fits. */
    static final int WAITING_ANSWERS = 4 << 20;

    /** Queries that wait for an answer: reading stops above; no honest peer has that many outstanding. */
    static final int WAITING_QUERIES = 64;

    /** Bytes of such queries: reading stops above. One accepted query always fits. */
    static final int WAITING_QUERY_BYTES = 1 << 20;

    /** Queries of one peer that are not answered, such as a second challenge; who goes on asking is disconnected. */
    static final int MOST_UNANSWERED = 64;

    /** Beyond this the peer ignores that reading has stopped, and is disconnected. */
    static final int MOST_WAITING_QUERIES = 4096;

    /** Different events that wait for our own check of the peer. */
    static final int EARLY_EVENTS = 1024;

    /** Ids asked for in one query, as the reference asks (docs/protocol/41 §6.4.5). */
    static final int IDS_PER_QUERY = 2048;

    /** Batches of rows under way: while one is checked and written the peer prepares the next. */
    static final int BATCHES_AT_ONCE = 2;

    /** Rows of one room that a peer named and that wait to be pulled, about 150 bytes each; with more, days are compared. */
    static final int OFFERED_ROWS = 2048;

    /** Bytes of the rows in one event: with what is around them they fit its frame. */
    static final int WRITTEN_ROWS = 6 << 10;

    /** Bytes of rows that came in events of one peer and wait for their rooms; of what comes beyond only the names are kept. */
    static final int OFFERED_BYTES = 256 << 10;

    /** Times a row is asked for again because it changed in between; more changes bring an event of their own. */
    static final int ROUNDS_PER_ROW = 4;

    /** Wanted ids kept at once, 24 bytes each with their dates; the rest of the day is asked for in a further round. */
    static final int WANTED_IDS = 1 << 20;

    /** Relations of one batch that are kept until their rows are there; a batch with more is cut in two. */
    static final int WAITING_EDGES = 16 << 20;

    /** Signatures checked by one task. */
    static final int VERIFIED_TOGETHER = 64;

    /** Ids looked up by one read when answering; with rows of the greatest size 32 MiB. */
    static final int ROWS_PER_READ = 128;

    /** Bytes of rows read at once when answering without ids; beyond, smaller pieces of the day are read. */
    static final int BYTES_PER_READ = 2 << 20;

    /** Identifiers collected by one read when answering, about 100 bytes each. */
    static final int IDENTIFIERS_PER_READ = 65_536;

    /** Deletion entries expected of one read when answering, about 300 bytes each. */
    static final int DELETIONS_PER_READ = 8_192;

    /** Days that differ, kept while a room is compared, about 100 bytes each; what is left comes in a further round. */
    static final int DAYS_PER_ROOM = 1 << 17;

    /** Rooms a peer may list or announce. */
    static final int ROOMS_PER_PEER = 1 << 16;

    /** Users sent by a peer for one room. */
    static final int PEERS_PER_ROOM = 1 << 16;

    /** Last date accepted, ms: the end of the year 9999; what is beyond stops database functions of other peers. */
    static final long LAST_DATE = 253_402_300_799_999L;

    /** Application code of every close here (docs/protocol/40 §1). */
    static final long CLOSE = 2;

    private SyncLimits() {}

    /** Whether a date can be that of a row. */
    static boolean sane(long date) {
        return date >= 0 && date <= LAST_DATE;
    }
}
