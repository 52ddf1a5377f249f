/**
 * Finds peers on the local network by the multicast datagrams of the reference (docs/protocol/40 §6.4, §7).
 *
 * <p>{@link io.discret.discovery.mdns.MulticastMessage} is what crosses the network,
 * {@link io.discret.discovery.mdns.MulticastAddress} what the configuration says, and
 * {@link io.discret.discovery.mdns.MulticastDiscovery} the sockets between them. Nothing is exported: the module
 * <em>provides</em> a {@link io.discret.spi.DiscoveryProvider} with the id {@code mdns}.
 */
package io.discret.discovery.mdns;
