package io.discret.crypto.bouncycastle;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Remember decoded public keys: a room has few authors and many rows, and decoding is up to a tenth of a check. Safe for
 * use by any thread.
 */
final class PreparedKeys {
    /** About 300 bytes each; what strangers send cannot grow it further. */
    private static final int MOST = 1024;

    private final ConcurrentHashMap<ByteBuffer, Ed25519.PublicPoint> points = new ConcurrentHashMap<>();

    /** The point of 32 bytes; null for no point, y ≥ p and points of small order. */
    Ed25519.@Nullable PublicPoint point(byte[] publicKey) {
        Ed25519.PublicPoint known = points.get(ByteBuffer.wrap(publicKey));
        if (known != null) {
            return known;
        }
        Ed25519.PublicPoint decoded = Ed25519.validatePublicKeyPartialExport(publicKey, 0);
        if (decoded != null) {
            if (points.size() >= MOST) {
                points.clear();
            }
            points.put(ByteBuffer.wrap(publicKey.clone()), decoded);
        }
        return decoded;
    }
}
