package io.discret.beacon;

import io.discret.spi.AnnounceHeader;
import io.discret.spi.MeetingToken;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hold what a beacon knows of one connection (docs/protocol/50 §4.2). Used by one thread. */
final class Client {
    private final Supplier<InetSocketAddress> address;
    private @Nullable AnnounceHeader header;
    private Set<MeetingToken> tokens = Set.of();
    private long introduced;

    /**
     * Make one that has announced nothing.
     *
     * @param address where the beacon sees it now; it may change while the connection lives
     */
    Client(Supplier<InetSocketAddress> address) {
        this.address = address;
    }

    InetSocketAddress address() {
        return address.get();
    }

    /** The header of its last announce; null before the first. */
    @Nullable
    AnnounceHeader header() {
        return header;
    }

    /** The tokens registered for it. */
    Set<MeetingToken> tokens() {
        return tokens;
    }

    /** When all its tokens were introduced last, ns. */
    long introduced() {
        return introduced;
    }

    void announced(AnnounceHeader newHeader, long introducedAt) {
        header = newHeader;
        introduced = introducedAt;
    }

    void registered(Set<MeetingToken> newTokens) {
        tokens = Set.copyOf(newTokens);
    }
}
