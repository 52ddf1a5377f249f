package io.discret.beacon;

import io.discret.spi.Announce;
import io.discret.spi.BeaconMessage;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.FrameDecoder;
import io.discret.spi.Transport;
import io.discret.spi.TransportConnection;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportStream;
import io.discret.testkit.VirtualMachine;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A client that sends whatever bytes a test wants, in virtual time. */
final class RawClient implements TransportConnection.Listener, TransportStream.Listener {
    private static final Duration SOON = Duration.ofSeconds(30);

    final List<BeaconMessage> messages = new ArrayList<>();
    private final World world;
    private final Transport transport;
    private final TransportConnection connection;
    private final FrameDecoder frames = new FrameDecoder(Frames.TO_CLIENT);
    private @Nullable TransportStream stream;
    private @Nullable Long closedWith;

    RawClient(World world, VirtualMachine server, String name) {
        this.world = world;
        VirtualMachine machine = world.time.machine(name);
        Executor engine = machine.environment().scheduler().serial("engine");
        transport = world.network
                .transport(machine)
                .open(TransportOptions.defaults(
                        new InetSocketAddress(0), new byte[] {1}, new byte[] {1}, List.of("h3"), engine));
        connection = world.time.await(
                transport.dial(new Transport.Dial(
                        new InetSocketAddress(world.network.address(server), BeaconOptions.DEFAULT_PORT),
                        "a.com",
                        List.of("h3"),
                        certificate -> true)),
                SOON);
        connection.listen(this);
    }

    /** Open the stream and send bytes. */
    RawClient send(byte[] bytes) {
        if (stream == null) {
            stream = world.time.await(connection.openStream(), SOON);
            stream.listen(this);
        }
        stream.write(bytes);
        return this;
    }

    /** Send an announce; {@code send} of the first byte comes before. */
    RawClient announce(Announce announce) {
        BincodeWriter body = new BincodeWriter();
        announce.write(body);
        return send(Frames.of(body));
    }

    /** Stop reading, so that what the server sends waits there. */
    void stopReading() {
        if (stream != null) {
            stream.reading(false);
        }
    }

    /** Wait for the end of the connection. */
    long closed() {
        world.time.runUntil(() -> closedWith != null, SOON);
        return closedWith == null ? Long.MIN_VALUE : closedWith;
    }

    boolean isOpen() {
        return closedWith == null;
    }

    @Override
    public void bytes(ByteBuffer bytes) {
        frames.feed(bytes, frame -> messages.add(BeaconMessage.read(new BincodeReader(frame))));
    }

    @Override
    public void ended(boolean reset) {}

    @Override
    public void opened(TransportStream unexpected) {
        throw new AssertionError("a beacon opens no stream");
    }

    @Override
    public void closed(long code, boolean byPeer) {
        closedWith = code;
    }
}
