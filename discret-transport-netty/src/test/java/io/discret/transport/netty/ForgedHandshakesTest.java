package io.discret.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Datagrams that only look like the begin of a connection, as anybody can send them under any address: they fill no place
 * of an honest dialer (docs/protocol/31 P15).
 */
@Timeout(120)
class ForgedHandshakesTest {
    /** More than there are places. */
    private static final int FORGED = 3000;

    /** More than may be open before addresses must be proved. */
    private static final int GENUINE = 80;

    /** Dialers that hear nothing repeat themselves, and give up after ten seconds. */
    private static final int QUIET_MILLIS = 20_000;

    @Test
    void anHonestDialerGetsInBetweenForgedOnes() throws Exception {
        try (Endpoints endpoints = new Endpoints();
                DatagramSocket forger = new DatagramSocket()) {
            Transport server = endpoints.acceptor();
            Random random = new Random(1);
            for (int i = 0; i < FORGED; i++) {
                byte[] initial = initial(random);
                forger.send(new DatagramPacket(initial, initial.length, server.localAddress()));
            }

            Endpoints.dial(endpoints.dialer(), server.localAddress());

            assertThat(endpoints.nextAccepted()).isNotNull();
        }
    }

    /** Genuine begins, unlike noise, open handshakes; here their dialers never hear an answer, as with a forged source. */
    @Test
    void manyOpenHandshakesAreAnsweredByARetry() throws Exception {
        try (Endpoints endpoints = new Endpoints();
                DatagramSocket oneWay = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Transport server = endpoints.acceptor();
            Transport client = endpoints.dialer();
            InetSocketAddress to = (InetSocketAddress) oneWay.getLocalSocketAddress();
            for (int i = 0; i < GENUINE; i++) {
                var unused = Endpoints.dialing(client, to);
            }

            assertThat(hasRetryFrom(server.localAddress(), oneWay))
                    .as("a Retry packet in the answers of the server")
                    .isTrue();
        }
    }

    /** Pass on what comes from anybody else, and look at the answers until a Retry is among them (RFC 9000 §17.2.5). */
    private static boolean hasRetryFrom(InetSocketAddress server, DatagramSocket oneWay) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        oneWay.setSoTimeout(QUIET_MILLIS);
        try {
            while (true) {
                packet.setLength(2048);
                oneWay.receive(packet);
                if (!packet.getSocketAddress().equals(server)) {
                    packet.setSocketAddress(server);
                    oneWay.send(packet);
                } else if ((packet.getData()[0] & 0xf0) == 0xf0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** A token is good for the address that asked, and nobody else can make one. */
    @Test
    void aTokenBelongsToAnAddress() {
        AddressTokens tokens = new AddressTokens(new SecureRandom(), () -> true);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000);
        InetSocketAddress other = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1001);
        ByteBuf id = Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        ByteBuf token = Unpooled.buffer();

        assertThat(tokens.writeToken(token, id, address)).isTrue();

        assertThat(token.readableBytes()).isLessThanOrEqualTo(tokens.maxTokenLength());
        int at = tokens.validateToken(token, address);
        assertThat(token.slice(at, id.readableBytes())).isEqualTo(id);
        assertThat(tokens.validateToken(token, other)).isEqualTo(-1);
        assertThat(new AddressTokens(new SecureRandom(), () -> true).validateToken(token, address))
                .isEqualTo(-1);
        assertThat(tokens.validateToken(Unpooled.buffer().writeZero(10), address))
                .isEqualTo(-1);
        assertThat(tokens.validateToken(Unpooled.buffer().writeZero(60), address))
                .isEqualTo(-1);
        assertThat(new AddressTokens(new SecureRandom(), () -> false).writeToken(Unpooled.buffer(), id, address))
                .as("a token asked for while nothing is busy")
                .isFalse();
    }

    /** The long header of an Initial packet of version 1, and noise up to the least size (RFC 9000 §14.1, §17.2.2). */
    private static byte[] initial(Random random) {
        byte[] datagram = new byte[1200];
        random.nextBytes(datagram);
        ByteBuffer out = ByteBuffer.wrap(datagram);
        out.put((byte) 0xc3).putInt(1).put((byte) 16);
        out.position(out.position() + 16);
        out.put((byte) 16);
        out.position(out.position() + 16);
        out.put((byte) 0);
        int rest = out.remaining() - Short.BYTES;
        out.putShort((short) (0x4000 | rest));
        return datagram;
    }
}
