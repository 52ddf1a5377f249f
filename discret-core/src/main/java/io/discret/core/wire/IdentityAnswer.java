package io.discret.core.wire;

import io.discret.core.rows.RowCodec;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Node;

/**
 * Prove who a peer is (docs/protocol/40 §6.12).
 *
 * @param peer the sys.Peer row of the user
 * @param challengeSignature Ed25519 over the challenge as it is, by the author of the row
 */
public record IdentityAnswer(Node peer, byte[] challengeSignature) {
    /** Read the binary form. */
    public static IdentityAnswer read(BincodeReader in) {
        return new IdentityAnswer(RowCodec.readNode(in), in.byteString());
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        RowCodec.write(out, peer);
        out.byteString(challengeSignature);
    }

    @Override
    public String toString() {
        return "IdentityAnswer[" + peer + "]";
    }
}
