package io.discret.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.spi.TransportStream;
import io.discret.testkit.TestCertificate;
import io.discret.testkit.ThreadScheduler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Datagrams that only look like the begin of a connection, as anybody can send them under any address: they fill no place
 * of an honest dialer (docs/protocol/31 P15).
 */
@Timeout(120)
class ForgedHandshakesTest {
    private static final int SOON_SECONDS = 60;

    /** More than there are places. */
    private static final int FORGED = 3000;

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final BlockingQueue<TransportConnection> accepted = new LinkedBlockingQueue<>();

    @Test
    void anHonestDialerGetsInBetweenForgedOnes() throws Exception {
        try (Transport server = open();
                Transport client = open();
                DatagramSocket forger = new DatagramSocket()) {
            server.accept(connection -> {
                connection.listen(new Silent());
                accepted.add(connection);
            });
            Random random = new Random(1);
            for (int i = 0; i < FORGED; i++) {
                byte[] initial = initial(random);
                forger.send(new DatagramPacket(initial, initial.length, server.localAddress()));
            }

            TransportConnection dialed = client.dial(
                            new Transport.Dial(server.localAddress(), "a.com", List.of("h3"), shown -> true))
                    .toCompletableFuture()
                    .get(SOON_SECONDS, TimeUnit.SECONDS);

            assertThat(dialed).isNotNull();
            assertThat(accepted.poll(SOON_SECONDS, TimeUnit.SECONDS)).isNotNull();
        } finally {
            scheduler.close();
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

    private Transport open() {
        TestCertificate certificate = TestCertificate.of(CertificateKey.ED25519);
        return new NettyTransportProvider()
                .open(TransportOptions.defaults(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        certificate.certificate(),
                        certificate.privateKey(),
                        List.of("h3"),
                        scheduler.serial("callbacks")));
    }

    private static final class Silent implements TransportConnection.Listener {
        @Override
        public void opened(TransportStream stream) {}

        @Override
        public void closed(long code, boolean byPeer) {}
    }
}
