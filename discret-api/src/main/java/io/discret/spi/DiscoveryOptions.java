package io.discret.spi;

import io.discret.api.Configuration;
import java.util.concurrent.Executor;

/**
 * Tell a discovery how to run.
 *
 * @param configuration interface, group, beacons and their switches
 * @param environment clock, randomness and scheduler
 * @param transport the endpoint; a discovery that talks to servers dials from its port
 * @param keyDerivation for certificate hashes
 * @param callbacks serial executor on which the listener is called
 * @param listener told what is found
 */
public record DiscoveryOptions(
        Configuration configuration,
        Environment environment,
        Transport transport,
        KeyDerivation keyDerivation,
        Executor callbacks,
        DiscoveryListener listener) {}
