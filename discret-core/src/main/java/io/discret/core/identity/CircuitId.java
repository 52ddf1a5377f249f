package io.discret.core.identity;

import io.discret.api.Base64Url;
import io.discret.api.Uid;
import io.discret.spi.KeyDerivation;

/**
 * Name the circuit between two endpoints, whichever of them dialed (docs/protocol/20 §8). Immutable.
 *
 * @param text base64 of 32 bytes
 */
public record CircuitId(String text) {
    /** The circuit of two endpoints, in any order. */
    public static CircuitId of(Uid a, Uid b, KeyDerivation derivation) {
        boolean ordered = a.compareTo(b) <= 0;
        byte[] hash = derivation
                .hasher()
                .update((ordered ? a : b).bytes())
                .update((ordered ? b : a).bytes())
                .digest();
        return new CircuitId(Base64Url.encode(hash));
    }

    /** The 32 bytes, a fresh array. */
    public byte[] bytes() {
        return Base64Url.decode(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
