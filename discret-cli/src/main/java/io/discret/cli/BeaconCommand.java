package io.discret.cli;

import io.discret.api.DiscretException;
import io.discret.beacon.Beacon;
import io.discret.beacon.BeaconCounters;
import io.discret.beacon.BeaconFolder;
import io.discret.beacon.BeaconOptions;
import io.discret.spi.ThreadScheduler;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code discret beacon}: the server that introduces peers of different networks, until it is ended. */
@Command(
        name = "beacon",
        description = {
            "Run a beacon: tell peers of different networks where they are, until this program is ended.",
            "Its folder holds Beacon.conf.toml, cert_der.bin (secret; back it up), certificate_hash.txt and logs, as that of",
            "the beacon of the reference, which can be taken over. Prints the certificate hash that clients configure."
        },
        mixinStandardHelpOptions = true)
final class BeaconCommand implements Callable<Integer> {
    private static final int LOG_BYTES = 10 << 20;
    private static final int LOG_FILES = 5;

    /** Held here: the logging of the JDK forgets levels of loggers that nobody holds. */
    private static final Logger LOG = Logger.getLogger("io.discret.beacon");

    @Mixin
    private Logging logging = new Logging();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where its files are (default: the current folder).")
    private Path folder = Path.of(".");

    @Option(names = "--port", paramLabel = "PORT", description = "UDP port instead of that of Beacon.conf.toml.")
    private @Nullable Integer port;

    @Option(
            names = "--allow-same-ip",
            description = "Introduce peers with one public IP address too; they only meet if it leads back to itself.")
    private boolean allowSameIp;

    @Option(names = "--transport", paramLabel = "ID", description = "Transport to use, see discret doctor.")
    private @Nullable String transport;

    @Option(
            names = "--report",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "Log what it did and holds this often (default: ${DEFAULT-VALUE}; 0 = never).")
    private long report = 3600;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        logging.apply();
        BeaconFolder files = BeaconFolder.open(folder, Optional.ofNullable(transport));
        FileHandler log = logTo(files);
        try (Beacon beacon = open(files);
                ThreadScheduler reports = new ThreadScheduler("beacon-report")) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("listening " + beacon.localAddress().getAddress().getHostAddress() + ":"
                    + beacon.localAddress().getPort());
            out.println("certificate_hash " + beacon.certificateHash());
            out.flush();
            LOG.log(Level.INFO, "The beacon has started; its certificate hash is ''{0}''.", beacon.certificateHash());
            Executor reporting = reports.serial("report");
            reportLater(reports, reporting, beacon);
            awaitEnd(beacon, out);
        } finally {
            LOG.removeHandler(log);
            log.close();
        }
        return 0;
    }

    private Beacon open(BeaconFolder files) {
        try {
            BeaconOptions said = files.options();
            InetSocketAddress bind = port == null
                    ? said.bind()
                    : new InetSocketAddress(said.bind().getAddress(), port);
            return Beacon.open(new BeaconOptions(
                    bind,
                    said.certificate(),
                    said.sameAddressAllowed() || allowSameIp,
                    said.limits(),
                    said.transport()));
        } catch (DiscretException e) {
            LOG.log(Level.SEVERE, e.getMessage());
            throw e;
        }
    }

    /** Only what the beacon itself tells: no address of a client is ever in it. */
    private static FileHandler logTo(BeaconFolder files) throws IOException {
        FileHandler handler =
                new FileHandler(files.logs().resolve("beacon.%g.log").toString(), LOG_BYTES, LOG_FILES, true);
        handler.setFormatter(new DatedLine());
        LOG.setLevel(Level.INFO);
        LOG.addHandler(handler);
        return handler;
    }

    /** A line as the reference writes it: date, dash, message (docs/protocol/50 §2). */
    private static final class DatedLine extends Formatter {
        @Override
        public String format(LogRecord record) {
            return record.getInstant() + " - " + formatMessage(record) + "\n";
        }
    }

    private void reportLater(ThreadScheduler scheduler, Executor executor, Beacon beacon) {
        if (report > 0) {
            scheduler.schedule(Duration.ofSeconds(report), executor, () -> {
                LOG.log(Level.INFO, line(beacon.counters()));
                reportLater(scheduler, executor, beacon);
            });
        }
    }

    /** A signal ends the program through this hook: clients are told, so that they come back at once. */
    private static void awaitEnd(Beacon beacon, PrintWriter out) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    beacon.close();
                    out.println("stopped " + line(beacon.counters()));
                    out.flush();
                },
                "discret-beacon-end");
        Runtime.getRuntime().addShutdownHook(hook);
        never.await();
    }

    private static String line(BeaconCounters counters) {
        return "connections=" + counters.connections() + " registrations=" + counters.registrations() + " tokens="
                + counters.tokens() + " accepted=" + counters.accepted() + " refused=" + counters.refused()
                + " announces=" + counters.announces() + " introductions=" + counters.introductions() + " dropped="
                + counters.dropped() + " ended=" + counters.ended();
    }
}
