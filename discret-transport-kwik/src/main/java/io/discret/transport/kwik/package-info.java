/**
 * Runs QUIC endpoints on kwik (docs/protocol/40 §2–§4, 60 §3.3–§3.5).
 *
 * <p>The library blocks and owns its sockets; the SPI does neither. One
 * {@link io.discret.transport.kwik.SharedSocket} is the one UDP port: it hands each datagram to a
 * {@link io.discret.transport.kwik.VirtualSocket}, one for all accepted connections and one for each dial. One
 * {@link io.discret.transport.kwik.Workers} holds the threads that may block: one that reads for each stream that is
 * listened to, one that writes while there is something to write. {@link io.discret.transport.kwik.StallWatch} wakes
 * streams on which the library forgot to send. Everything a listener is told goes through
 * {@link io.discret.transport.kwik.Callbacks}. Nothing is exported: the module <em>provides</em> a
 * {@link io.discret.spi.TransportProvider} with the id {@code kwik}.
 */
package io.discret.transport.kwik;
