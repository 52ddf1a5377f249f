package io.discret.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code discret demo}: two devices of one person find each other and hold the same data. */
@Command(
        name = "demo",
        description = {
            "Show two devices of one person, as two processes, that find each other and keep the same data.",
            "Needs nothing, leaves nothing behind; exit code 1 and a reason when it did not work within 30 seconds (or --within)."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private Logging logging = new Logging();

    @Option(
            names = "--interface",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "IPv4 address of the network interface of the multicast (default: ${DEFAULT-VALUE}).")
    private String networkInterface = "127.0.0.1";

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Time within which it has to work, for busy computers (default: ${DEFAULT-VALUE}).")
    private int within = 30;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        logging.apply();
        PrintWriter out = spec.commandLine().getOut();
        try (Demo demo = new Demo(out, networkInterface, logging.threshold(), Duration.ofSeconds(within))) {
            demo.run();
        }
        return 0;
    }
}
