package io.discret.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.spi.TransportProvider;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prove that streams of a {@link TransportProvider} lose nothing and hold each other back (docs/protocol/40 §4). */
@Timeout(120)
public abstract class TransportStreamContract extends OpenedEndpoints {
    private static final int CHUNK = 64 << 10;

    @Test
    @DisplayName("Three streams get the ids 0, 4, 8 and are told with their flag bytes (40 §4.1)")
    void threeStreams() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        ConnectionProbe out = open().dial(acceptor);
        ConnectionProbe in = acceptor.nextAccepted();

        // When
        for (int flag = 1; flag <= 3; flag++) {
            StreamProbe stream = out.open();
            assertThat(stream.id()).isEqualTo(4L * (flag - 1));
            stream.write(new byte[] {(byte) flag});
        }

        // Then
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            StreamProbe stream = in.nextStream();
            ids.add(stream.id());
            assertThat(stream.await(1)[0]).isEqualTo((byte) (stream.id() / 4 + 1));
        }
        assertThat(ids).containsExactlyInAnyOrder(0L, 4L, 8L);
    }

    @Test
    @DisplayName("64 MiB arrive whole, in order, and end with the end of the stream")
    void bigTransfer() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        StreamProbe out = open().dial(acceptor).open();
        MessageDigest sent = MessageDigest.getInstance("SHA-256");

        // When
        for (int i = 0; i < 64 * MIB / CHUNK; i++) {
            byte[] chunk = chunk(i);
            sent.update(chunk);
            out.write(chunk);
        }
        out.stream().finish();

        // Then
        StreamProbe in = acceptor.nextAccepted().nextStream();
        assertThat(in.awaitEnd(SOON)).isFalse();
        assertThat(in.received()).isEqualTo(64L * MIB);
        assertThat(in.digest()).isEqualTo(sent.digest());
    }

    @Test
    @DisplayName("Writes that do not wait for each other and a finish right after them lose nothing")
    void finishAfterManyWrites() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        StreamProbe out = open().dial(acceptor).open();
        MessageDigest sent = MessageDigest.getInstance("SHA-256");

        // When
        for (int i = 0; i < 8 * MIB / CHUNK; i++) {
            byte[] chunk = chunk(i);
            sent.update(chunk);
            out.stream().write(chunk);
        }
        out.stream().finish();

        // Then
        StreamProbe in = acceptor.nextAccepted().nextStream();
        assertThat(in.awaitEnd(SOON)).isFalse();
        assertThat(in.received()).isEqualTo(8L * MIB);
        assertThat(in.digest()).isEqualTo(sent.digest());
    }

    @Test
    @DisplayName("Many small questions are answered one after the other on one stream")
    void manyRoundTrips() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        StreamProbe out = open().dial(acceptor).open();
        out.write(new byte[1]);
        StreamProbe in = acceptor.nextAccepted().nextStream();

        // When
        int rounds = 2000;
        for (int i = 1; i <= rounds; i++) {
            out.write(new byte[104]);
            in.await(1);
            long expected = 1 + 104L * i;
            assertThat(Eventually.within(SOON, () -> in.received() >= expected)).isTrue();
            in.write(new byte[104]);
        }

        // Then
        assertThat(Eventually.within(SOON, () -> out.received() == 104L * rounds))
                .isTrue();
    }

    @Test
    @DisplayName("A peer that does not read holds the sender back; when it reads again nothing is lost")
    void backPressure() throws Exception {
        // Given
        int window = 256 << 10;
        EndpointProbe acceptor = open(anyKey(), options -> EndpointTerms.change(options, null, null, window, 8, 1024));
        acceptor.onOpened(stream -> stream.stream().reading(false));
        StreamProbe out = open().dial(acceptor).open();
        out.write(new byte[1]);
        StreamProbe in = acceptor.nextAccepted().nextStream();
        in.stream().reading(false);

        // When
        long taken = 1;
        CompletableFuture<Void> write = CompletableFuture.completedFuture(null);
        while (isDone(write) && taken < 64L * MIB) {
            write = out.stream().write(new byte[CHUNK]).toCompletableFuture();
            taken += CHUNK;
        }

        // Then
        assertThat(taken).isLessThan(8L * MIB);
        assertThat(in.received()).isLessThanOrEqualTo(2L * window);
        in.stream().reading(true);
        write.get(SOON.toSeconds(), TimeUnit.SECONDS);
        long all = taken;
        assertThat(Eventually.within(SOON, () -> in.received() == all)).isTrue();
    }

    @Test
    @DisplayName("A reset ends the stream of the peer as a reset, the connection lives on")
    void reset() throws Exception {
        // Given
        EndpointProbe acceptor = open();
        ConnectionProbe connection = open().dial(acceptor);
        StreamProbe out = connection.open();
        out.write(new byte[] {1});
        ConnectionProbe accepted = acceptor.nextAccepted();
        StreamProbe in = accepted.nextStream();
        in.await(1);

        // When
        out.stream().reset(7);

        // Then
        assertThat(in.awaitEnd(SOON)).isTrue();
        assertThatThrownBy(() -> out.write(new byte[] {2})).hasCauseInstanceOf(DiscretException.class);
        echo(connection, accepted);
    }

    private static byte[] chunk(int seed) {
        byte[] chunk = new byte[CHUNK];
        new java.util.SplittableRandom(seed).nextBytes(chunk);
        return chunk;
    }
}
