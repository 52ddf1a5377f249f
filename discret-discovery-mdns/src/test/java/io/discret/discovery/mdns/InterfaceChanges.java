package io.discret.discovery.mdns;

import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Clock;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryListener;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.Environment;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.RandomSource;
import io.discret.spi.Transport;
import io.discret.testkit.Eventually;
import io.discret.testkit.ThreadScheduler;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Runs in a network of its own, takes an interface away and gives it back, and prints what two discoveries noticed.
 *
 * <p>Both announce: who sees an interface first speaks before the other listens, but the other way round it works.
 */
final class InterfaceChanges {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FIRST = "10.9.0.1";
    private static final String SECOND = "10.9.1.1";

    private static final Uid ONE = Uid.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    private static final Uid TWO = Uid.of(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    private InterfaceChanges() {}

    public static void main(String[] arguments) throws Exception {
        ThreadScheduler scheduler = new ThreadScheduler();
        Set<String> heard = ConcurrentHashMap.newKeySet();
        try (Discovery one = open(scheduler, ONE, heard);
                Discovery two = open(scheduler, TWO, heard)) {
            boolean early = sends(one, ONE) || sends(two, TWO);
            say("nothing is up: " + !early);

            up("wlan0", FIRST);
            say("an interface came: " + eventually(() -> heard.contains(FIRST)));

            ip("link", "del", "wlan0");
            say("it went: " + eventually(() -> !sends(one, ONE)));

            heard.clear();
            up("wlan0", FIRST);
            say("it came back: " + eventually(() -> heard.contains(FIRST)));

            heard.clear();
            up("eth0", SECOND);
            say("another came: " + eventually(() -> heard.contains(SECOND)));

            ip("link", "set", "wlan0", "down");
            say("one went: " + eventually(() -> onlySecond(one, heard)));
        }
        say("nothing runs: " + scheduler.awaitIdle(PATIENCE));
        scheduler.close();
    }

    private static boolean onlySecond(Discovery sender, Set<String> heard) {
        heard.remove(FIRST);
        return sends(sender, ONE) && heard.contains(SECOND) && !heard.contains(FIRST);
    }

    private static boolean sends(Discovery discovery, Uid endpoint) {
        long before = discovery.counters().sent();
        discovery.announce(new Announce(new AnnounceHeader(endpoint, new byte[32], new byte[64]), List.of()), 50123);
        return discovery.counters().sent() > before;
    }

    private static boolean eventually(BooleanSupplier condition) throws InterruptedException {
        return Eventually.within(PATIENCE, condition);
    }

    private static Discovery open(ThreadScheduler scheduler, Uid own, Set<String> heard) {
        Configuration everywhere = Configuration.builder()
                .applicationKey("example.org/test")
                .keyMaterial(KeyMaterial.of(new byte[32]))
                .multicastIpv4Interface("0.0.0.0")
                .build();
        DiscoveryOptions options = new DiscoveryOptions(
                everywhere,
                new Environment(Clock.system(), RandomSource.secure(), scheduler),
                unused(Transport.class),
                unused(KeyDerivation.class),
                scheduler.serial("callbacks"),
                new Listener(own, heard));
        return MulticastDiscovery.open(options, LOOK_AGAIN);
    }

    private static <T> T unused(Class<T> part) {
        return part.cast(
                Proxy.newProxyInstance(part.getClassLoader(), new Class<?>[] {part}, (proxy, method, arguments) -> {
                    throw new AssertionError(method + " is not used");
                }));
    }

    private static void up(String name, String address) throws Exception {
        ip("link", "add", name, "type", "veth", "peer", "name", "x" + name);
        ip("addr", "add", address + "/24", "dev", name);
        ip("link", "set", "x" + name, "up");
        ip("link", "set", name, "up");
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private record Listener(Uid own, Set<String> heard) implements DiscoveryListener {
        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            if (!announce.header().endpointId().equals(own)) {
                heard.add(address.getAddress().getHostAddress());
            }
        }

        @Override
        public void initiated(AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local) {}
    }
}
