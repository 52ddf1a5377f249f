package io.discret.core.adversary;

import io.discret.api.Uid;
import io.discret.core.rows.RowCodec;
import io.discret.spi.BincodeReader;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import io.discret.testkit.ChildJvm;
import io.discret.testkit.StoreContent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Drive a {@link RealVictim}. Safe for use by any thread. */
final class VictimProcess implements AutoCloseable {
    /** Its heap: what a hostile peer makes it hold must fit in, or it dies and the test fails. */
    static final int HEAP_MB = 96;

    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    VictimProcess(Path folder, String group, String store) throws IOException {
        process = new ProcessBuilder(
                        ChildJvm.java(),
                        "-Xmx" + HEAP_MB + "m",
                        "-XX:+UseSerialGC",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        ChildJvm.classPath(),
                        RealVictim.class.getName(),
                        folder.toString(),
                        group,
                        store)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"ready".equals(out.readLine())) {
            throw new IllegalStateException("the victim does not start");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    synchronized String ask(String command) {
        in.println(command);
        return line();
    }

    boolean has(String text) {
        return ask("text " + text).equals("true");
    }

    /** Rows refused so far for a reason; all of them for an empty one. */
    long refused(String reason) {
        return Stream.of(ask("refused").replaceAll("[{}]", "").split(", ", -1))
                .filter(pair -> pair.contains("=") && pair.startsWith(reason))
                .mapToLong(pair -> Long.parseLong(pair.substring(pair.indexOf('=') + 1)))
                .sum();
    }

    synchronized StoreContent content() {
        Set<Node> nodes = new HashSet<>();
        Set<Edge> edges = new HashSet<>();
        Set<NodeDeletion> nodeDeletions = new HashSet<>();
        Set<EdgeDeletion> edgeDeletions = new HashSet<>();
        Map<Uid, Long> rooms = new HashMap<>();
        for (String line = ask("content"); !line.equals("end"); line = line()) {
            int space = line.indexOf(' ');
            BincodeReader row = new BincodeReader(HexFormat.of().parseHex(line.substring(space + 1)));
            switch (line.substring(0, space)) {
                case "node" -> nodes.add(RowCodec.readNode(row));
                case "edge" -> edges.add(RowCodec.readEdge(row));
                case "nodeDeletion" -> nodeDeletions.add(RowCodec.readNodeDeletion(row));
                case "edgeDeletion" -> edgeDeletions.add(RowCodec.readEdgeDeletion(row));
                default -> rooms.put(row.uid(), row.i64());
            }
        }
        return new StoreContent(nodes, edges, nodeDeletions, edgeDeletions, rooms);
    }

    private String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the victim has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begin to measure {@link #peakMb} anew; on Linux only. */
    void resetPeak() {
        Path file = proc("clear_refs");
        if (Files.isWritable(file)) {
            try {
                Files.writeString(file, "5");
            } catch (IOException e) {
                // The peak of the whole life is shown then, which is no less.
                System.getLogger("io.discret.testkit").log(System.Logger.Level.DEBUG, "no reset of the peak");
            }
        }
    }

    /** Most memory that the process had at once since {@link #resetPeak}, native memory included; 0 where nobody tells. */
    long peakMb() {
        return ChildJvm.memory(process.pid(), "VmHWM") / 1024;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    @Override
    public void close() {
        in.close();
        if (!RealWorld.within(Duration.ofSeconds(20), () -> !process.isAlive())) {
            process.destroyForcibly();
        }
    }
}
