package org.example.plugins;

import io.discret.api.ConfigurationException;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.MeetingToken;
import io.discret.spi.Scheduler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts each message as a file into the box of every process, and empties its own box ten times a second.
 *
 * <p>Files are read, written and deleted on an executor of the scheduler, so that no method blocks. Safe for use by any
 * thread.
 */
final class FolderDiscovery implements Discovery {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int LONGEST_MESSAGE = 4096;
    private static final byte ANNOUNCE = 1;
    private static final byte INITIATE = 2;

    private final DiscoveryOptions options;
    private final Executor files;
    private final Path folder;
    private final Path box;
    private Scheduler.@Nullable Task next;
    private boolean closed;
    private long sent;
    private long received;
    private long malformed;
    private long failed;

    FolderDiscovery(Path folder, DiscoveryOptions options) {
        this.options = options;
        this.folder = folder;
        files = options.environment().scheduler().serial("folder-discovery");
        try {
            Files.createDirectories(folder);
            box = Files.createTempDirectory(folder, "box-");
        } catch (IOException e) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION, "The folder " + folder + " cannot be written; choose another one.", e);
        }
        lookLater();
    }

    @Override
    public void announce(Announce announce, int port) {
        BincodeWriter out = new BincodeWriter().u8(ANNOUNCE).u16(port);
        announce.write(out);
        send(out.toByteArray());
    }

    @Override
    public void initiate(AnnounceHeader header, MeetingToken token, int port) {
        BincodeWriter out = new BincodeWriter().u8(INITIATE).u16(port).fixed(token.bytes());
        header.write(out);
        send(out.toByteArray());
    }

    private synchronized void send(byte[] message) {
        if (closed || message.length > LONGEST_MESSAGE) {
            failed++;
            return;
        }
        sent++;
        long number = sent;
        files.execute(() -> deliver(message, number));
    }

    private void deliver(byte[] message, long number) {
        try (Stream<Path> boxes = Files.list(folder)) {
            for (Path other : boxes.toList()) {
                put(message, String.format("%s-%016x.message", box.getFileName(), number), other);
            }
        } catch (IOException e) {
            synchronized (this) {
                failed++;
                sent--;
            }
        }
    }

    /** A file is written aside and then moved: nobody sees half of one. Names sort in the order of sending. */
    private void put(byte[] message, String name, Path other) throws IOException {
        Path half = box.resolve(name + ".half");
        Files.write(half, message);
        try {
            Files.move(half, other.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException gone) {
            Files.delete(half);
        }
    }

    private synchronized void lookLater() {
        if (!closed) {
            next = options.environment().scheduler().schedule(LOOK_AGAIN, files, this::look);
        }
    }

    private void look() {
        try (Stream<Path> messages = Files.list(box)) {
            for (Path message :
                    messages.filter(FolderDiscovery::isWhole).sorted().toList()) {
                boolean tooLong = Files.size(message) > LONGEST_MESSAGE;
                byte[] bytes = tooLong ? new byte[0] : Files.readAllBytes(message);
                Files.delete(message);
                receive(bytes);
            }
        } catch (IOException e) {
            System.getLogger("org.example.plugins").log(System.Logger.Level.DEBUG, "The box cannot be read.", e);
        }
        lookLater();
    }

    private static boolean isWhole(Path file) {
        return file.toString().endsWith(".message");
    }

    private synchronized void receive(byte[] bytes) {
        try {
            Runnable told = told(new BincodeReader(bytes));
            received++;
            options.callbacks().execute(() -> tell(told));
        } catch (DiscretException e) {
            malformed++;
        }
    }

    private void tell(Runnable told) {
        boolean open;
        synchronized (this) {
            open = !closed;
        }
        if (open) {
            told.run();
        }
    }

    /** What to tell the listener; bytes that are no message are a {@link DiscretException}. */
    private Runnable told(BincodeReader in) {
        int kind = in.u8();
        InetSocketAddress from = new InetSocketAddress(InetAddress.getLoopbackAddress(), in.u16());
        if (kind == ANNOUNCE) {
            Announce announce = Announce.read(in);
            return () -> options.listener().announced(announce, from, true);
        }
        if (kind == INITIATE) {
            MeetingToken token = MeetingToken.of(in.fixed(MeetingToken.SIZE));
            AnnounceHeader header = AnnounceHeader.read(in);
            return () -> options.listener().initiated(header, token, from, true);
        }
        throw new DiscretException(ErrorCode.BAD_MESSAGE, "There is no message of this kind.");
    }

    @Override
    public synchronized Counters counters() {
        return new Counters(sent, received, malformed, failed);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (next != null) {
            next.cancel();
        }
        files.execute(this::removeBox);
    }

    private void removeBox() {
        try (Stream<Path> left = Files.list(box)) {
            for (Path message : left.toList()) {
                Files.delete(message);
            }
            Files.delete(box);
        } catch (IOException e) {
            System.getLogger("org.example.plugins").log(System.Logger.Level.DEBUG, "The box stays behind.", e);
        }
    }
}
