package io.discret.testkit;

import io.discret.spi.KeyDerivation;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Stand where a plugin must not reach: every call fails the test that makes it. */
final class Unused {
    private Unused() {}

    /** A transport for a discovery that does not dial. */
    static Transport transport() {
        return new UnusedTransport();
    }

    /** A key derivation for a discovery that checks no certificate. */
    static KeyDerivation keyDerivation() {
        return new UnusedKeyDerivation();
    }

    private static AssertionError used() {
        return new AssertionError(
                "This plugin needs a real part here; override the method of the suite that gives it.");
    }

    private static final class UnusedTransport implements Transport {
        @Override
        public InetSocketAddress localAddress() {
            throw used();
        }

        @Override
        public void accept(Consumer<TransportConnection> listener) {
            throw used();
        }

        @Override
        public CompletionStage<TransportConnection> dial(Dial dial) {
            throw used();
        }

        @Override
        public void close() {}
    }

    private static final class UnusedKeyDerivation implements KeyDerivation {
        @Override
        public byte[] hash(byte[] bytes) {
            throw used();
        }

        @Override
        public Hasher hasher() {
            throw used();
        }

        @Override
        public byte[] deriveKey(String context, byte[] material) {
            throw used();
        }

        @Override
        public byte[] argon2id(byte[] password, byte[] salt, int memoryKib, int iterations, int lanes, int length) {
            throw used();
        }

        @Override
        public byte[] x25519PublicKey(byte[] secret) {
            throw used();
        }

        @Override
        public byte[] x25519(byte[] secret, byte[] publicKey) {
            throw used();
        }
    }
}
