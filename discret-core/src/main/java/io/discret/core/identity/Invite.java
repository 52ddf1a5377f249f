package io.discret.core.identity;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Signer;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Hold an invitation: what {@code invite} gives to the user and {@code acceptInvite} takes (docs/protocol/20 §9).
 *
 * <p>It does not name the inviter: the signature is checked with the key that the inviter proves when the two connect.
 * Arrays are shared, not copied: nobody may change them.
 *
 * @param id id of the sys.OwnedInvite row of the inviter
 * @param application application key
 * @param signature by the inviter, over BLAKE3(id ‖ application)
 */
public record Invite(Uid id, String application, byte[] signature) {
    /** An invitation is pasted by people; nothing near this size is one. */
    private static final int MOST_BYTES = 64 * 1024;

    /** Stands before the end of an invitation that has one. */
    private static final byte[] END = {'e', 'n', 'd', 's'};

    /** Make and sign an invitation to the application of an identity. */
    public static Invite sign(Uid id, Identity inviter, KeyDerivation derivation) {
        String application = inviter.applicationKey();
        return new Invite(id, application, inviter.sign(hash(id, application, derivation)));
    }

    /**
     * Read an invitation; bytes after it are ignored.
     *
     * @throws DiscretException with {@link ErrorCode#INVALID_INVITE}
     */
    public static Invite decode(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw invalid(null);
        }
        BincodeReader in = new BincodeReader(bytes);
        try {
            Invite invite = new Invite(in.uid(), in.text(), in.byteString());
            if (invite.signature.length != Signer.SIGNATURE_SIZE) {
                throw invalid(null);
            }
            return invite;
        } catch (DiscretException e) {
            throw invalid(e);
        }
    }

    /**
     * Read until when an invitation may be used. It stands behind the bytes that the reference reads, which ignores what
     * follows (docs/protocol/20 §9), and is not signed: the inviter knows the end himself, and who is invited is told in time.
     *
     * @return ms since 1970; empty when it has no end
     */
    public static OptionalLong end(byte[] bytes) {
        Invite invite = decode(bytes);
        int known = invite.encode().length;
        if (bytes.length != known + END.length + Long.BYTES
                || !Arrays.equals(bytes, known, known + END.length, END, 0, END.length)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(new BincodeReader(Arrays.copyOfRange(bytes, known + END.length, bytes.length)).i64());
    }

    /** The bytes to hand to the invited, with an end, ms since 1970. */
    public byte[] encode(long end) {
        return new BincodeWriter().fixed(encode()).fixed(END).i64(end).toByteArray();
    }

    /** The bytes to hand to the invited. */
    public byte[] encode() {
        return new BincodeWriter()
                .uid(id)
                .text(application)
                .byteString(signature)
                .toByteArray();
    }

    /** Whether a user signed this invitation. */
    public boolean isSignedBy(VerifyingKey inviter, Signer signer, KeyDerivation derivation) {
        return signer.verify(inviter.raw(), hash(id, application, derivation), signature) == Signer.Verification.VALID;
    }

    /** The token by which inviter and invited find each other. */
    public MeetingToken token(KeyDerivation derivation) {
        return token(id, derivation);
    }

    /** The token of an invitation with an id. */
    public static MeetingToken token(Uid id, KeyDerivation derivation) {
        return MeetingToken.of(derivation.deriveKey("P", id.bytes()));
    }

    private static byte[] hash(Uid id, String application, KeyDerivation derivation) {
        return derivation
                .hasher()
                .update(id.bytes())
                .update(Identity.utf8(application))
                .digest();
    }

    private static DiscretException invalid(@Nullable DiscretException cause) {
        return new DiscretException(
                ErrorCode.INVALID_INVITE, "This is not an invitation; copy it again, complete and unchanged.", cause);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Invite other
                && id.equals(other.id)
                && application.equals(other.application)
                && Arrays.equals(signature, other.signature);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, application, Arrays.hashCode(signature));
    }

    /** Whoever knows the id can meet the inviter, so it is not shown. */
    @Override
    public String toString() {
        return "Invite[" + application + "]";
    }
}
