package io.discret.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code discret} command. */
@Command(
        name = "discret",
        description = "The signed, access-controlled, peer-to-peer database for the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ChatCommand.class,
            QueryCommand.class,
            ModelCommand.class,
            PeerCommand.class,
            DoctorCommand.class
        })
public final class Main {
    /** Create the root command; picocli calls it. */
    Main() {}

    /** Run a command and exit with its code: 0 done, 1 it did not work, 2 the command line is wrong. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Failure::report);
    }
}
