package io.discret.core.net;

import io.discret.api.VerifyingKey;
import io.discret.spi.MeetingToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hold which meeting tokens are known here and why (docs/protocol/40 §7.1). Immutable.
 *
 * <p>The order of the entries is that of the announce: allowed peers, accepted invites, own invites.
 */
public final class TokenTable {
    /** Nobody is known. */
    public static final TokenTable EMPTY = new TokenTable(Map.of());

    private final Map<MeetingToken, List<TokenEntry>> entries;

    private TokenTable(Map<MeetingToken, List<TokenEntry>> entries) {
        this.entries = entries;
    }

    /** Collect entries; an entry given twice is kept once. */
    public static TokenTable of(List<Map.Entry<MeetingToken, TokenEntry>> known) {
        Map<MeetingToken, List<TokenEntry>> entries = new LinkedHashMap<>();
        for (Map.Entry<MeetingToken, TokenEntry> one : known) {
            List<TokenEntry> same = entries.computeIfAbsent(one.getKey(), token -> new ArrayList<>());
            if (!same.contains(one.getValue())) {
                same.add(one.getValue());
            }
        }
        entries.replaceAll((token, same) -> List.copyOf(same));
        return new TokenTable(entries);
    }

    /** The distinct tokens in the order of the announce. */
    public List<MeetingToken> tokens() {
        return List.copyOf(entries.keySet());
    }

    /** Why a token is known; empty when it is not. */
    public List<TokenEntry> entries(MeetingToken token) {
        return entries.getOrDefault(token, List.of());
    }

    /** Whether a token is known for this reason. */
    public boolean contains(MeetingToken token, TokenEntry entry) {
        return entries.getOrDefault(token, List.of()).contains(entry);
    }

    /** Whether connections with a user are allowed, whatever the token. */
    public boolean allows(VerifyingKey key) {
        TokenEntry wanted = new TokenEntry.AllowedPeer(key);
        return entries.values().stream().anyMatch(same -> same.contains(wanted));
    }

    /**
     * Find why a connection may be admitted (docs/protocol/40 §9.2): an allowed peer only under its own key, an invite
     * under any.
     *
     * @param key the key expected by the dialer, or claimed to the acceptor; null when it is none
     */
    public @Nullable TokenEntry admission(MeetingToken token, @Nullable VerifyingKey key) {
        for (TokenEntry entry : entries(token)) {
            if (!(entry instanceof TokenEntry.AllowedPeer peer) || peer.key().equals(key)) {
                return entry;
            }
        }
        return null;
    }
}
