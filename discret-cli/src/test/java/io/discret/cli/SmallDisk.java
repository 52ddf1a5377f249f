package io.discret.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A disk of some megabytes in a mount namespace of its own: full when a test wants, read-only when it wants. Linux, root. */
final class SmallDisk implements AutoCloseable {
    private static final String BALLAST = "ballast";

    private final Process holder;
    private final Path place;

    private SmallDisk(Process holder, Path place) {
        this.holder = holder;
        this.place = place;
    }

    /** Make one at a folder; a test that cannot is skipped and says so. */
    static SmallDisk mount(Path place, int megabytes, int ballast) throws Exception {
        String script = "mount -t tmpfs -o size=" + megabytes + "m none \"$0\" && head -c " + (ballast << 20)
                + " /dev/zero >\"$0/" + BALLAST + "\" && echo ready && exec sleep 3600";
        try {
            Process holder = new ProcessBuilder("unshare", "-m", "sh", "-c", script, place.toString()).start();
            int first = holder.getInputStream().read();
            assumeTrue(first == 'r', "SKIPPED: no disk can be mounted here; that needs root");
            return new SmallDisk(holder, place);
        } catch (IOException e) {
            assumeTrue(false, "SKIPPED: there is no unshare");
            throw e;
        }
    }

    /** What starts a process that sees this disk. */
    List<String> command() {
        return List.of("nsenter", "-m", "-t", Long.toString(holder.pid()));
    }

    void dropBallast() throws IOException {
        Files.delete(Path.of("/proc/" + holder.pid() + "/root" + place.resolve(BALLAST)));
    }

    /** @param how {@code ro} or {@code rw} */
    void remount(String how) throws Exception {
        Process mount = new ProcessBuilder(
                        "nsenter",
                        "-m",
                        "-t",
                        Long.toString(holder.pid()),
                        "mount",
                        "-o",
                        "remount," + how,
                        place.toString())
                .inheritIO()
                .start();
        if (!mount.waitFor(10, TimeUnit.SECONDS) || mount.exitValue() != 0) {
            throw new IllegalStateException("the disk is not mounted " + how);
        }
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
