package io.discret.crypto.corretto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.discret.spi.SignerProvider;
import io.discret.testkit.SignerContract;
import org.junit.jupiter.api.BeforeAll;

class CorrettoSignerTest extends SignerContract {
    /** AWS-LC has no library for some platforms. */
    @BeforeAll
    static void theLibraryLoads() {
        assumeTrue(new CorrettoSignerProvider().unavailable().isEmpty());
    }

    @Override
    protected SignerProvider provider() {
        return new CorrettoSignerProvider();
    }
}
