package io.discret.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Option;

/** The option {@code --log}: what of the logging of the engine and of the libraries is shown on standard error. */
final class Logging {
    private static final String LINE = "%1$tT.%1$tL %4$s %3$s: %5$s%6$s%n";

    /** Values of the option: levels of {@link System.Logger}. */
    enum Threshold {
        OFF,
        ERROR,
        WARNING,
        INFO,
        DEBUG;

        private Level level() {
            return switch (this) {
                case OFF -> Level.OFF;
                case ERROR -> Level.SEVERE;
                case WARNING -> Level.WARNING;
                case INFO -> Level.INFO;
                case DEBUG -> Level.FINE;
            };
        }
    }

    @Option(
            names = "--log",
            paramLabel = "LEVEL",
            defaultValue = "ERROR",
            description = "Log to standard error: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Threshold threshold = Threshold.ERROR;

    /** Kept, because the logging of the platform forgets loggers that nobody holds. */
    private final Logger libraries = Logger.getLogger("io.netty");

    Threshold threshold() {
        return threshold;
    }

    /** Set the levels; before anything logs. */
    void apply() {
        System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
        Logger root = Logger.getLogger("");
        root.setLevel(threshold.level());
        // At lower levels Netty writes sessions of TLS out, secrets included; its warnings about the machine help
        // nobody.
        libraries.setLevel(threshold == Threshold.OFF ? Level.OFF : Level.SEVERE);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(threshold.level());
        }
    }
}
