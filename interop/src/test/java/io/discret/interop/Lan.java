package io.discret.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network of its own on this machine: loopback with multicast, and nobody else in it. */
final class Lan implements AutoCloseable {
    private static final String SETUP =
            "ip link set lo up && ip link set lo multicast on && ip route add 224.0.0.0/4 dev lo && echo ready && exec cat";

    private final Process anchor;
    private final List<String> enter;

    private Lan(Process anchor, List<String> enter) {
        this.anchor = anchor;
        this.enter = enter;
    }

    /**
     * Make one: as root, or else in a user namespace.
     *
     * @throws IOException when this system allows neither
     */
    static Lan open() throws IOException {
        try {
            return open(List.of("unshare", "-n"), List.of("-n"));
        } catch (IOException e) {
            return open(List.of("unshare", "-Urn"), List.of("-U", "-n", "--preserve-credentials"));
        }
    }

    private static Lan open(List<String> unshare, List<String> namespaces) throws IOException {
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of("bash", "-c", SETUP));
        Process anchor = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(anchor.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (!"ready".equals(line)) {
            anchor.destroyForcibly();
            throw new IOException(line == null ? "unshare made no network" : line);
        }
        List<String> enter = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(anchor.pid())));
        enter.addAll(namespaces);
        enter.add("--");
        return new Lan(anchor, enter);
    }

    /** The command line that runs a command inside. */
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(enter);
        all.addAll(command);
        return all;
    }

    @Override
    public void close() {
        anchor.destroy();
        try {
            if (!anchor.waitFor(5, TimeUnit.SECONDS)) {
                anchor.destroyForcibly();
            }
        } catch (InterruptedException e) {
            anchor.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
