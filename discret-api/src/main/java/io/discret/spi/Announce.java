package io.discret.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * Tell those who know one of the tokens where an endpoint is (docs/protocol/40 §6.2).
 *
 * @param header the endpoint
 * @param tokens in order: allowed peers, accepted invites, own invites
 */
public record Announce(AnnounceHeader header, List<MeetingToken> tokens) {
    /** A reference peer announces nothing at 512 tokens; more are split over several announces. */
    public static final int MAX_TOKENS = 511;

    public Announce {
        tokens = List.copyOf(tokens);
    }

    /** Read the fields in their binary form; the count is checked against the bytes that are there. */
    public static Announce read(BincodeReader in) {
        AnnounceHeader header = AnnounceHeader.read(in);
        int count = in.count(MeetingToken.SIZE);
        List<MeetingToken> tokens = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tokens.add(MeetingToken.of(in.fixed(MeetingToken.SIZE)));
        }
        return new Announce(header, tokens);
    }

    /** Write the fields in their binary form. */
    public void write(BincodeWriter out) {
        header.write(out);
        out.u64(tokens.size());
        for (MeetingToken token : tokens) {
            out.fixed(token.bytes());
        }
    }
}
