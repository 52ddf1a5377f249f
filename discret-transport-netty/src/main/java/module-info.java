import org.jspecify.annotations.NullMarked;

/** Transport on the QUIC codec of netty; its native library lies in the jar of the platform. */
@NullMarked
module io.discret.transport.netty {
    requires static org.jspecify;
    requires io.discret.api;
    requires io.netty.buffer;
    requires io.netty.codec.classes.quic;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;

    provides io.discret.spi.TransportProvider with
            io.discret.transport.netty.NettyTransportProvider;
}
