package io.discret.core.rows;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.query.JsonValue;
import io.discret.query.StrictJson;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import java.util.Arrays;
import java.util.Optional;

/**
 * Check and read the row by which a user presents himself: sys.Peer (docs/protocol/20 §7, 41 §1.1).
 *
 * <p>Its id is bound to nothing; what counts is its verifying key. Stateless.
 */
public final class PeerRow {
    /** Short name of sys.Peer. */
    public static final String ENTITY = "0.4";

    /** Short name of the field that holds the X25519 public key. */
    static final String PUBLIC_KEY = "32";

    /** Short name of the field that holds the name shown to people. */
    static final String NAME = "33";

    /** Binary form in bytes, as large as other rows may be by default: a row is kept, and handed on to whole rooms. */
    private static final int LARGEST = 256 << 10;

    /** The end of the year 9999, ms; what is beyond stops database functions of other peers (docs/protocol/41 §11.7). */
    private static final long LAST_DATE = 253_402_300_799_999L;

    private PeerRow() {}

    private static boolean isPlausible(Node row) {
        return RowCodec.size(row) <= LARGEST
                && row.cdate() >= 0
                && row.cdate() <= LAST_DATE
                && row.mdate() >= 0
                && row.mdate() <= LAST_DATE;
    }

    /** Whether a row is a peer's: no room, the entity, a valid signature, a text of base64 as key; else why not. */
    public static Optional<ErrorCode> check(Node row, RowVerifier verifier) {
        String json = row.json();
        if (row.roomId() != null
                || !row.entity().equals(ENTITY)
                || json == null
                || !isPlausible(row)
                || verifier.verify(row).isPresent()) {
            return Optional.of(ErrorCode.INVALID_PEER);
        }
        if (!(StrictJson.parse(json) instanceof JsonValue.Obj object
                && object.get(PUBLIC_KEY) instanceof JsonValue.Text key)) {
            return Optional.of(ErrorCode.JSON_NOT_OBJECT);
        }
        return Base64Url.isValid(key.value()) ? Optional.empty() : Optional.of(ErrorCode.BAD_BASE64);
    }

    /** Whether a row holds a complete key to compute meeting tokens with. */
    public static boolean hasMeetingPublicKey(Node row) {
        try {
            return meetingPublicKey(row).length == KeyDerivation.HASH_SIZE;
        } catch (DiscretException e) {
            return false;
        }
    }

    /**
     * The X25519 public key to compute meeting tokens with.
     *
     * @return the first 32 bytes of the field; more are ignored, as in the reference
     * @throws DiscretException with {@code INVALID_PEER} when there are fewer, or no such field
     */
    public static byte[] meetingPublicKey(Node row) {
        String json = row.json();
        if (json != null
                && StrictJson.parse(json) instanceof JsonValue.Obj object
                && object.get(PUBLIC_KEY) instanceof JsonValue.Text text) {
            byte[] key = Base64Url.decode(text.value());
            if (key.length >= KeyDerivation.HASH_SIZE) {
                return Arrays.copyOf(key, KeyDerivation.HASH_SIZE);
            }
        }
        throw new DiscretException(
                ErrorCode.INVALID_PEER, "A peer presents itself without a complete public key; it is not accepted.");
    }
}
