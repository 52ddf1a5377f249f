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
import io.discret.testkit.Eventually;
import io.discret.testkit.ThreadScheduler;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs in a network of its own whose only interface has no IPv4 address, and prints what a discovery heard there. */
final class Ipv6Link {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Uid ONE = Uid.of(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    private static final Uid TWO = Uid.of(new byte[] {2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

    private Ipv6Link() {}

    public static void main(String[] arguments) throws Exception {
        ip("link", "add", "wlan0", "type", "veth", "peer", "name", "other");
        ip("link", "set", "other", "addrgenmode", "none");
        ip("link", "set", "other", "up");
        ip("link", "set", "wlan0", "up");
        ThreadScheduler scheduler = new ThreadScheduler();
        Set<Inet6Address> heard = ConcurrentHashMap.newKeySet();
        try (Discovery one = open(scheduler, ONE, ConcurrentHashMap.newKeySet());
                Discovery two = open(scheduler, TWO, heard)) {
            Announce announce = new Announce(new AnnounceHeader(ONE, new byte[32], new byte[64]), List.of());
            // The system sends nothing before it knows that nobody else has its address, which takes a second or two.
            boolean told = Eventually.within(PATIENCE, () -> {
                one.announce(announce, 50123);
                return two.counters().received() > 0 && !heard.isEmpty();
            });
            System.out.println("heard by IPv6: " + told);
            // Not before: Java does not know an interface that has no address yet.
            int link = NetworkInterface.getByName("wlan0").getIndex();
            System.out.println("with its link: "
                    + heard.stream().allMatch(from -> from.isLinkLocalAddress() && from.getScopeId() == link));
        }
        System.out.println("nothing runs: " + scheduler.awaitIdle(PATIENCE));
        scheduler.close();
    }

    private static Discovery open(ThreadScheduler scheduler, Uid own, Set<Inet6Address> heard) throws IOException {
        Configuration everywhere = Configuration.builder()
                .applicationKey("example.org/test")
                .keyMaterial(KeyMaterial.of(new byte[32]))
                .multicastIpv4Interface("0.0.0.0")
                .enableDnsSd(true)
                .build();
        KeyDerivation unused = (KeyDerivation) Proxy.newProxyInstance(
                KeyDerivation.class.getClassLoader(), new Class<?>[] {KeyDerivation.class}, (proxy, method, given) -> {
                    throw new AssertionError(method + " is not used");
                });
        return DnsSdDiscovery.open(
                new DiscoveryOptions(
                        everywhere,
                        new Environment(Clock.system(), RandomSource.secure(), scheduler),
                        new DnsSdDiscoveryTest.Bound(InetAddress.getByName("::")),
                        unused,
                        scheduler.serial("callbacks"),
                        new Listener(own, heard)),
                MdnsSockets.PORT,
                Duration.ofMillis(200));
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

    private record Listener(Uid own, Set<Inet6Address> heard) implements DiscoveryListener {
        @Override
        public void announced(Announce announce, InetSocketAddress address, boolean local) {
            if (!announce.header().endpointId().equals(own)) {
                heard.add((Inet6Address) address.getAddress());
            }
        }

        @Override
        public void initiated(AnnounceHeader header, MeetingToken token, InetSocketAddress address, boolean local) {}
    }
}
