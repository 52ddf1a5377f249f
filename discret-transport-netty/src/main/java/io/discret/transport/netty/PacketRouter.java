package io.discret.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Give each datagram of the one socket to the accepting or to the dialing half (docs/protocol/60 §3.5).
 *
 * <p>The pipeline is {@code [router, accepting codec, dialing codec]}; a codec swallows what it does not know, so the
 * choice is made before, by the destination connection id. Confined to the thread of the transport.
 */
final class PacketRouter extends ChannelInboundHandlerAdapter {
    /** Length of the connection ids that this endpoint chooses; short headers do not tell it. */
    static final int ID_LENGTH = 20;

    private static final int LONG_HEADER = 0x80;
    private static final int LONG_ID_LENGTH_AT = 5;
    private static final int LONG_ID_AT = 6;
    private static final int SHORT_ID_AT = 1;

    private final Set<ByteBuffer> dialed = new HashSet<>();
    private final ChannelHandler acceptingCodec;

    PacketRouter(ChannelHandler acceptingCodec) {
        this.acceptingCodec = acceptingCodec;
    }

    /** Datagrams to an id belong to the dialing half from now on. */
    void add(byte[] id) {
        dialed.add(ByteBuffer.wrap(id));
    }

    /** Forget an id; what still comes for it is dropped by the accepting half. */
    void remove(byte[] id) {
        dialed.remove(ByteBuffer.wrap(id));
    }

    int size() {
        return dialed.size();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof DatagramPacket packet && isDialed(packet.content())) {
            dialing(ctx).fireChannelRead(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    /** The accepting codec does not pass this on; without it the dialing one would stall until it times out. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        dialing(ctx).fireChannelReadComplete();
    }

    private boolean isDialed(ByteBuf packet) {
        int start = packet.readerIndex();
        int length = packet.readableBytes();
        if (length == 0) {
            return false;
        }
        boolean longHeader = (packet.getByte(start) & LONG_HEADER) != 0;
        int at = longHeader ? LONG_ID_AT : SHORT_ID_AT;
        if (length < at + ID_LENGTH || longHeader && packet.getUnsignedByte(start + LONG_ID_LENGTH_AT) != ID_LENGTH) {
            return false;
        }
        return dialed.contains(packet.nioBuffer(start + at, ID_LENGTH));
    }

    /** What is fired behind the accepting codec reaches the dialing one. */
    private ChannelHandlerContext dialing(ChannelHandlerContext ctx) {
        return ctx.pipeline().context(acceptingCodec);
    }
}
