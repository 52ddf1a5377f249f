package io.discret.beacon;

import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.TransportProvider;

/**
 * Hold what a beacon is assembled of; a test gives virtual parts.
 *
 * @param transport opens the one UDP socket
 * @param environment clock, randomness and scheduler; closed by who made it
 * @param keyDerivation for the hash of the certificate
 */
public record BeaconParts(TransportProvider transport, Environment environment, KeyDerivation keyDerivation) {}
