package io.discret.transport.netty;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.quic.QuicStreamChannel;

/** Attach a {@link NettyStream} to each stream, whoever opened it, before anything of it is read. */
@Sharable
final class StreamSetup extends ChannelInitializer<QuicStreamChannel> {
    @Override
    protected void initChannel(QuicStreamChannel channel) {
        channel.config().setAutoRead(false);
        channel.config().setAllowHalfClosure(true);
        NettyConnection connection = channel.parent().pipeline().get(NettyConnection.class);
        NettyStream stream = new NettyStream(channel, connection);
        channel.pipeline().addLast(stream);
        if (!channel.isLocalCreated()) {
            connection.opened(stream);
        }
    }
}
