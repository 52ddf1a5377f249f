package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.KeyMaterial;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.EngineProvider;
import io.discret.spi.KeyDerivationProvider;
import io.discret.spi.Provider;
import io.discret.spi.Providers;
import io.discret.spi.SignerProvider;
import io.discret.spi.StoreOptions;
import io.discret.spi.StoreProvider;
import io.discret.spi.TransportProvider;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code discret doctor}: what is found, what would be chosen and why, and whether it works here. */
@Command(
        name = "doctor",
        description = {
            "Tell which providers are found, what would be chosen and why, and try them.",
            "Exit code 1 when something that is needed is missing or does not work."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long NANOS_PER_MS = 1_000_000;

    @Mixin
    private Logging logging = new Logging();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean healthy = true;

    @Override
    public Integer call() {
        logging.apply();
        PrintWriter out = spec.commandLine().getOut();
        platform(out);
        providers(out, EngineProvider.class, "discret-core");
        providers(out, StoreProvider.class, "discret-store-sqlcipher");
        providers(out, TransportProvider.class, "discret-transport-netty");
        providers(out, SignerProvider.class, "discret-crypto-bouncycastle");
        providers(out, KeyDerivationProvider.class, "discret-crypto-bouncycastle");
        providers(out, DiscoveryProvider.class, "discret-discovery-mdns");
        trials(out);
        multicast(out);
        out.println(
                healthy ? "Everything that is needed is there." : "Something that is needed is missing; see above.");
        out.flush();
        return healthy ? 0 : 1;
    }

    private static void platform(PrintWriter out) {
        boolean modular = Main.class.getModule().isNamed();
        out.println("discret " + Version.own() + ", on the " + (modular ? "module path" : "class path"));
        out.println("Java " + Runtime.version() + " of " + System.getProperty("java.vendor") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + " (" + SelfLauncher.platform()
                + ")");
        out.println();
    }

    /** Every provider of a kind, and which one is chosen. */
    private <P extends Provider> void providers(PrintWriter out, Class<P> kind, String artifact) {
        String name = kind.getSimpleName().replace("Provider", "");
        out.println(name);
        List<P> found = Providers.all(kind);
        for (P provider : found) {
            out.println("  " + provider.id() + "  version " + provider.version() + ", priority " + provider.priority()
                    + provider.unavailable()
                            .map(why -> ", cannot work here: " + why)
                            .orElse(", can work here"));
        }
        if (kind == DiscoveryProvider.class && !found.isEmpty()) {
            out.println(
                    "  -> all of them are used, unless the configuration names some; dns-sd where it switches that on");
            return;
        }
        attempt(
                out,
                () -> "  -> "
                        + Providers.choose(kind, java.util.Optional.empty(), artifact)
                                .id() + ": "
                        + (found.size() == 1 ? "the only one" : "the highest priority of those that can work here"));
    }

    /** Open what would be opened: only that proves that native libraries load. */
    private void trials(PrintWriter out) {
        out.println();
        out.println("Trial");
        try (TemporaryFolder folder = TemporaryFolder.create("discret-doctor-")) {
            byte[] key = new byte[KeyMaterial.SIZE];
            new SecureRandom().nextBytes(key);
            attempt(out, () -> {
                StoreProvider provider =
                        Providers.choose(StoreProvider.class, java.util.Optional.empty(), "discret-store-sqlcipher");
                StoreOptions options = new StoreOptions(folder.path().resolve("store"), key.clone(), 2048, 2048, false);
                try (var store = provider.open(options)) {
                    return "  store     " + store.description();
                }
            });
            attempt(out, () -> {
                long started = System.nanoTime();
                try (KeyMaterial secret = KeyMaterial.of(key);
                        Discret app = Discret.open(Configuration.builder()
                                .applicationKey("discret doctor")
                                .keyMaterial(secret)
                                .folder(folder.path().resolve("data"))
                                .enableMulticast(false)
                                .build())) {
                    app.dataModel();
                    return "  database  created, endpoint bound, in " + (System.nanoTime() - started) / NANOS_PER_MS
                            + " ms";
                }
            });
        }
    }

    /** Local discovery is a convenience: nothing here makes the program unusable. */
    private static void multicast(PrintWriter out) {
        out.println();
        out.println("Multicast (local discovery sends to 224.0.0.224:22402)");
        List<MulticastCheck> checks = MulticastCheck.all();
        for (MulticastCheck check : checks) {
            out.println("  " + check.address() + "  " + check.networkInterface() + "  " + check.finding());
        }
        if (checks.stream().noneMatch(MulticastCheck::works)) {
            out.println("  no interface carries multicast: devices will not find each other on a local network");
        }
        out.println();
    }

    private void attempt(PrintWriter out, Callable<String> what) {
        try {
            out.println(what.call());
        } catch (DiscretException e) {
            healthy = false;
            out.println("  !! " + e.getMessage());
        } catch (Exception | LinkageError e) {
            healthy = false;
            out.println("  !! " + e);
        }
    }
}
