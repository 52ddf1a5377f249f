package io.discret.spi;

import java.security.SecureRandom;

/** Give unpredictable bytes. Safe for use by any thread. */
public interface RandomSource {
    /** Fill an array. */
    void fill(byte[] bytes);

    /** A fresh array. */
    default byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        fill(bytes);
        return bytes;
    }

    /** The cryptographic generator of the platform. */
    static RandomSource secure() {
        SecureRandom random = new SecureRandom();
        return random::nextBytes;
    }
}
