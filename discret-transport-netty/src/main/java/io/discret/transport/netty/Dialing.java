package io.discret.transport.netty;

import io.discret.spi.Transport;
import java.time.Duration;

/**
 * Hold what belongs to one dial.
 *
 * @param rule decides on the certificate, and remembers
 * @param keepAlive how often something is sent while the connection is idle
 */
record Dialing(Transport.Dial dial, LeafTrust.Rule rule, Duration keepAlive) {}
