/**
 * Runs QUIC endpoints on netty and quiche (docs/protocol/40 §2–§4, 60 §3).
 *
 * <p>One {@link io.discret.transport.netty.NettyTransport} is one UDP socket and one thread. Its
 * {@link io.discret.transport.netty.PacketRouter} gives each datagram to the dialing or to the accepting half;
 * {@link io.discret.transport.netty.QuicCodecs} makes the two. Everything inside happens on that thread; everything a
 * listener is told goes through {@link io.discret.transport.netty.Callbacks}. Nothing is exported: the module
 * <em>provides</em> a {@link io.discret.spi.TransportProvider} with the id {@code netty}.
 *
 * <p>Keep the loggers below {@code io.netty} at INFO in an application: at DEBUG the library writes sessions of TLS, which are
 * secrets, into the log. The {@code discret} command does so at every level of its own.
 */
package io.discret.transport.netty;
