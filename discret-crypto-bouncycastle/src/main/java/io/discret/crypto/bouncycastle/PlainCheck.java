package io.discret.crypto.bouncycastle;

import io.discret.spi.Signer;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Check a signature letter by letter as docs/protocol/20 §6 says: the encoding of [S]B − [k]A equals R.
 *
 * <p>Bouncy Castle checks eight times that equation, which is the same for points of prime order only. What dishonest
 * people make of other points is checked here; it takes some milliseconds. Public numbers only. Stateless.
 */
final class PlainCheck {
    private static final BigInteger ONE = BigInteger.ONE;
    private static final BigInteger P = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    /** The order of the base point. */
    private static final BigInteger L =
            ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger ROOT_OF_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(ONE).shiftRight(2), P);
    private static final Point NEUTRAL = new Point(BigInteger.ZERO, ONE, ONE, BigInteger.ZERO);
    private static final Point BASE = decode(
            BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P), false);

    private PlainCheck() {}

    /** Extended coordinates: x = X/Z, y = Y/Z, T = XY/Z. */
    private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
        Point plus(Point q) {
            BigInteger a = y.subtract(x).multiply(q.y.subtract(q.x)).mod(P);
            BigInteger b = y.add(x).multiply(q.y.add(q.x)).mod(P);
            BigInteger c = t.multiply(q.t).mod(P).multiply(D).shiftLeft(1).mod(P);
            BigInteger d = z.multiply(q.z).shiftLeft(1).mod(P);
            BigInteger e = b.subtract(a);
            BigInteger f = d.subtract(c);
            BigInteger g = d.add(c);
            BigInteger h = b.add(a);
            return new Point(
                    e.multiply(f).mod(P),
                    g.multiply(h).mod(P),
                    f.multiply(g).mod(P),
                    e.multiply(h).mod(P));
        }

        Point negated() {
            return new Point(P.subtract(x).mod(P), y, z, P.subtract(t).mod(P));
        }
    }

    /**
     * Check.
     *
     * @param publicKey a point of the curve with y below p
     * @param signature 64 bytes
     */
    static boolean holds(byte[] publicKey, byte[] message, byte[] signature) {
        byte[] r = Arrays.copyOf(signature, Signer.KEY_SIZE);
        BigInteger s = littleEndian(Arrays.copyOfRange(signature, Signer.KEY_SIZE, Signer.SIGNATURE_SIZE));
        if (s.compareTo(L) >= 0) {
            return false;
        }
        BigInteger k = littleEndian(digest(r, publicKey, message)).mod(L);
        BigInteger encoded = littleEndian(publicKey);
        Point negatedKey = decode(encoded.clearBit(255), encoded.testBit(255)).negated();
        return Arrays.equals(encode(sum(s, BASE, k, negatedKey)), r);
    }

    /** [a]P + [b]Q. */
    private static Point sum(BigInteger a, Point p, BigInteger b, Point q) {
        Point both = p.plus(q);
        Point result = NEUTRAL;
        for (int bit = Math.max(a.bitLength(), b.bitLength()) - 1; bit >= 0; bit--) {
            result = result.plus(result);
            if (a.testBit(bit)) {
                result = result.plus(b.testBit(bit) ? both : p);
            } else if (b.testBit(bit)) {
                result = result.plus(q);
            }
        }
        return result;
    }

    private static Point decode(BigInteger y, boolean odd) {
        BigInteger square = y.multiply(y).mod(P);
        BigInteger wanted = square.subtract(ONE)
                .multiply(D.multiply(square).add(ONE).modInverse(P))
                .mod(P);
        BigInteger x = wanted.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(wanted)) {
            x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
        }
        if (x.testBit(0) != odd) {
            x = P.subtract(x);
        }
        return new Point(x, y, ONE, x.multiply(y).mod(P));
    }

    private static byte[] encode(Point point) {
        BigInteger inverse = point.z().modInverse(P);
        BigInteger y = point.y().multiply(inverse).mod(P);
        boolean odd = point.x().multiply(inverse).mod(P).testBit(0);
        byte[] bigEndian = (odd ? y.setBit(255) : y).toByteArray();
        byte[] bytes = new byte[Signer.KEY_SIZE];
        for (int i = 0; i < Math.min(bytes.length, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        return bytes;
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static byte[] digest(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-512.", e);
        }
    }
}
