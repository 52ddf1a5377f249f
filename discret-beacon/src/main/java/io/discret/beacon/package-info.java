/**
 * Introduces peers that share a meeting token and are on different networks (docs/protocol/50, 40 §8).
 *
 * <p>The server is a {@link io.discret.beacon.Beacon}: it holds who announced which token, in memory only, and tells each
 * pair the address of the other. {@link io.discret.beacon.BeaconFolder} keeps its files in the layout of the reference.
 * The rules are in the table {@link io.discret.beacon.Registrations}, which knows no socket and no clock. The client is a
 * {@link io.discret.spi.Discovery} with the id {@code beacon}, on the socket of the peer itself.
 */
package io.discret.beacon;
