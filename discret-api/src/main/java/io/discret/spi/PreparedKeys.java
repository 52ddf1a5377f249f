package io.discret.spi;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decide which Ed25519 public keys a {@link Signer} takes, and remember those it took in the form its library wants.
 *
 * <p>Libraries differ on the keys nobody honest has, and peers that judge one row differently never agree again. So every
 * signer of ours asks here first (docs/protocol/21 §5): 32 bytes, y below p, a point of the curve, not of small order. A
 * room has few authors and many rows, so the answer is remembered. Safe for use by any thread.
 *
 * @param <K> what the library makes of a key
 */
public final class PreparedKeys<K> {
    /** Some hundred bytes each; what strangers send cannot grow it further. */
    private static final int MOST = 1024;

    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger HALF = P.subtract(BigInteger.ONE).shiftRight(1);

    /** The number d of the curve −x² + y² = 1 + d x² y²: −121665 / 121666. */
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    /** The y of the eight points of small order. */
    private static final Set<BigInteger> SMALL_ORDER = smallOrder();

    private final ConcurrentHashMap<ByteBuffer, K> known = new ConcurrentHashMap<>();
    private final Function<byte[], K> prepare;

    /**
     * Remember keys of one signer.
     *
     * @param prepare makes the form of the library of 32 bytes that passed; the array is its own
     */
    public PreparedKeys(Function<byte[], K> prepare) {
        this.prepare = prepare;
    }

    /** The prepared key; null for one that is {@link Signer.Verification#BAD_KEY}. */
    public @Nullable K get(byte[] publicKey) {
        K before = known.get(ByteBuffer.wrap(publicKey));
        if (before != null) {
            return before;
        }
        if (!isTaken(publicKey)) {
            return null;
        }
        K prepared = prepare.apply(publicKey.clone());
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(ByteBuffer.wrap(publicKey.clone()), prepared);
        return prepared;
    }

    private static boolean isTaken(byte[] publicKey) {
        if (publicKey.length != Signer.KEY_SIZE) {
            return false;
        }
        byte[] bigEndian = new byte[Signer.KEY_SIZE];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = publicKey[bigEndian.length - 1 - i];
        }
        bigEndian[0] &= 0x7f; // the sign of x
        BigInteger y = new BigInteger(1, bigEndian);
        return y.compareTo(P) < 0 && !SMALL_ORDER.contains(y) && hasPoint(y);
    }

    /** Whether x² = (y² − 1) / (d y² + 1) has a root: Euler's criterion on numerator times denominator. */
    private static boolean hasPoint(BigInteger y) {
        BigInteger square = y.multiply(y).mod(P);
        BigInteger product = square.subtract(BigInteger.ONE)
                .multiply(D.multiply(square).add(BigInteger.ONE))
                .mod(P);
        return product.modPow(HALF, P).equals(BigInteger.ONE);
    }

    /** Orders 1 and 2: y = ±1; order 4: y = 0; order 8: two y that differ in their sign. */
    private static Set<BigInteger> smallOrder() {
        BigInteger eighth = new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
        return Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), eighth, P.subtract(eighth));
    }
}
