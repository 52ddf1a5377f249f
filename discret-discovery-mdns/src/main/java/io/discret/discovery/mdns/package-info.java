/**
 * Finds peers on the local network by the multicast datagrams of the reference (docs/protocol/40 §6.4, §7), and where it is
 * switched on by DNS-SD (docs/protocol/40 §7.5).
 *
 * <p>{@link io.discret.discovery.mdns.MulticastMessage} is what crosses the network,
 * {@link io.discret.discovery.mdns.MulticastAddress} what the configuration says, and
 * {@link io.discret.discovery.mdns.MulticastDiscovery} the sockets between them. For DNS-SD
 * {@link io.discret.discovery.mdns.DnsReader} and {@link io.discret.discovery.mdns.DnsWriter} are the codec,
 * {@link io.discret.discovery.mdns.Publisher} decides what is said when, {@link io.discret.discovery.mdns.ServiceWatch} what
 * was heard, and {@link io.discret.discovery.mdns.DnsSdDiscovery} holds them together. Both keep their sockets on interfaces
 * that come and go ({@link io.discret.discovery.mdns.FollowedGroup}). Nothing is exported: the module <em>provides</em>
 * {@link io.discret.spi.DiscoveryProvider}s with the ids {@code mdns} and {@code dns-sd}.
 */
package io.discret.discovery.mdns;
