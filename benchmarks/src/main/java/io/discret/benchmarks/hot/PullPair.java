package io.discret.benchmarks.hot;

import io.discret.spi.KeyDerivation;
import io.discret.spi.Signer;
import java.nio.file.Path;

/** Two devices of one user, one with rows and one without, that have not met. */
interface PullPair extends AutoCloseable {
    /** Let them meet; returns when the second has compared the room with the first. */
    void pull();

    /** Rows of the application that the second holds. */
    long pulled();

    @Override
    void close();

    /** What a pair is made of. */
    record Parts(String store, Signer signer, KeyDerivation keyDerivation, Path folder, int rows) {}
}
