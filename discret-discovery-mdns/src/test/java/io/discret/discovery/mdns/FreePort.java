package io.discret.discovery.mdns;

import java.net.DatagramSocket;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a UDP port that no test that runs beside gets from the system: below those that systems give by themselves. */
final class FreePort {
    private static final int LEAST = 10_000;
    private static final int MOST = 32_000;
    private static final int TRIES = 100;

    private FreePort() {}

    static int find() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no UDP port is free");
    }

    private static boolean isFree(int port) {
        try (DatagramSocket any = new DatagramSocket(port)) {
            return any.isBound();
        } catch (SocketException e) {
            return false;
        }
    }
}
