package io.discret.crypto.corretto;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.PreparedKeys;
import io.discret.spi.Signer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sign and verify with AWS-LC. Safe for use by any thread. */
final class CorrettoSigner implements Signer {
    private final NativeCurve curve;
    private final PreparedKeys<PublicKey> authors = new PreparedKeys<>(NativeCurve.RawPublic::new);

    CorrettoSigner(NativeCurve curve) {
        this.curve = curve;
    }

    @Override
    public SigningKey key(byte[] seed) {
        if (seed.length != KEY_SIZE) {
            throw new DiscretException(
                    ErrorCode.KEY_LENGTH, "The seed of a signing key has 32 bytes, not " + seed.length + ".");
        }
        byte[] own = seed.clone();
        try {
            Key key = new Key(curve, own, NativeCurve.publicKey(own));
            byte[] nothing = new byte[0];
            if (verify(key.publicKey(), nothing, key.sign(nothing)) != Verification.VALID) {
                throw failed(new GeneralSecurityException("The public key does not fit its seed."));
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw failed(e);
        } finally {
            Arrays.fill(own, (byte) 0);
        }
    }

    /** AWS-LC checks as docs/protocol/20 §6 says; some refusals are exceptions. */
    @Override
    public Verification verify(byte[] publicKey, byte[] message, byte[] signature) {
        PublicKey author = authors.get(publicKey);
        if (author == null) {
            return Verification.BAD_KEY;
        }
        if (signature.length != SIGNATURE_SIZE) {
            return Verification.BAD_SIGNATURE;
        }
        try {
            Signature check = curve.signature();
            check.initVerify(author);
            check.update(message);
            return check.verify(signature) ? Verification.VALID : Verification.BAD_SIGNATURE;
        } catch (InvalidKeyException e) {
            return Verification.BAD_KEY;
        } catch (SignatureException e) {
            return Verification.BAD_SIGNATURE;
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    private static DiscretException failed(GeneralSecurityException e) {
        return new DiscretException(
                ErrorCode.UNSUPPORTED, "AWS-LC does not do Ed25519 here; choose the signer 'bouncycastle'.", e);
    }

    /** A seed that is wiped at the end, and its public key. */
    private static final class Key implements SigningKey {
        private final NativeCurve curve;
        private final NativeCurve.RawPrivate secret;
        private final byte[] publicKey;

        /** Ready to sign again: reading the key costs as much as a signature. One for each thread that signed at once. */
        private final Queue<Signature> idle = new ConcurrentLinkedQueue<>();

        private volatile boolean closed;

        Key(NativeCurve curve, byte[] seed, byte[] publicKey) {
            this.curve = curve;
            this.publicKey = publicKey;
            secret = new NativeCurve.RawPrivate(seed);
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            Signature signing = idle.poll();
            try {
                if (signing == null || closed) {
                    signing = prepared();
                }
                signing.update(message);
                byte[] signature = signing.sign();
                keep(signing);
                return signature;
            } catch (GeneralSecurityException e) {
                throw failed(e);
            }
        }

        /** The library copies the key, so that {@link #close} in the middle of a signature cannot mix zeros into it. */
        private synchronized Signature prepared() throws GeneralSecurityException {
            if (closed) {
                throw new DiscretException(ErrorCode.CLOSED, "The signing key is closed; open the database again.");
            }
            Signature signing = curve.signature();
            signing.initSign(secret);
            return signing;
        }

        private synchronized void keep(Signature signing) {
            if (!closed) {
                idle.add(signing);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            idle.clear();
            secret.wipe();
        }

        @Override
        public String toString() {
            return "SigningKey[Ed25519]";
        }
    }
}
