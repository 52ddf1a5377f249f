package io.discret.benchmarks.hot;

import io.discret.beacon.Beacon;
import io.discret.beacon.BeaconCertificate;
import io.discret.beacon.BeaconLimits;
import io.discret.beacon.BeaconOptions;
import io.discret.beacon.BeaconParts;
import io.discret.core.wire.FrameWriter;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.RandomSource;
import io.discret.spi.Signer;
import io.discret.spi.TransportProvider.CertificateKey;
import io.discret.testkit.VirtualMachine;
import io.discret.testkit.VirtualTime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Have a beacon take an announce, from the bytes of the stream to the messages to both sides. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class BeaconAnnounces {
    private static final int TOKENS = 50;

    /** Each client shares its tokens with the next one. */
    private static final int SHARED_BY = 2;

    /** Connections of the beacon. */
    @Param("1000")
    public int connections;

    private final VirtualTime time = new VirtualTime(1);
    private final BeaconClients network = new BeaconClients();
    private final List<BeaconClients.Client> clients = new ArrayList<>();
    private Beacon beacon;
    private int turn;

    @Setup
    public void fill() {
        VirtualMachine machine = time.machine("beacon");
        Environment environment = machine.environment();
        BeaconCertificate certificate = BeaconCertificate.create(
                List.of(CertificateKey.ED25519), RandomSource.secure(), Signers.of("bouncycastle"));
        BeaconLimits unlimited =
                BeaconLimits.defaults().withRates(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        beacon = Beacon.open(
                BeaconOptions.of(0, certificate).withLimits(unlimited),
                new BeaconParts(network, environment, KeyDerivation.discover()));
        for (int i = 0; i < connections; i++) {
            clients.add(network.client(i));
            clients.get(i).send(new byte[] {1});
            clients.get(i).send(announce(i, i));
        }
        if (beacon.counters().announces() != connections || network.answers() == 0) {
            throw new IllegalStateException("The beacon takes no announces, so nothing is measured.");
        }
    }

    /** Again within the period: nothing is new. */
    @Benchmark
    public void unchanged() {
        int client = turn++ % connections;
        clients.get(client).send(announce(client, client));
    }

    /** A client that came back with another endpoint: all its tokens are introduced. */
    @Benchmark
    public void ofANewEndpoint() {
        int client = turn++ % connections;
        clients.get(client).send(announce(client, turn + connections));
    }

    private static byte[] announce(int client, int endpoint) {
        List<MeetingToken> tokens = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(MeetingToken.of(ByteBuffer.allocate(MeetingToken.SIZE)
                    .putInt((client / SHARED_BY) * TOKENS + i)
                    .array()));
        }
        BincodeWriter out = new BincodeWriter();
        new Announce(new AnnounceHeader(Rows.uid(endpoint), new byte[32], new byte[Signer.SIGNATURE_SIZE]), tokens)
                .write(out);
        return FrameWriter.frame(out.toByteArray());
    }

    @TearDown
    public void close() {
        beacon.close();
        time.run(Duration.ofSeconds(1));
    }
}
