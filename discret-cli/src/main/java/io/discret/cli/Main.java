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
            RoomCommand.class,
            InviteCommand.class,
            PeerCommand.class,
            DeviceCommand.class,
            StatusCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            BeaconCommand.class,
            DoctorCommand.class
        })
public final class Main {
    /** Create the root command; picocli calls it. */
    Main() {}

    /** Run a command and exit with its code: 0 done, 1 it did not work, 2 the command line is wrong. */
    public static void main(String[] args) {
        PlatformCurves.settle();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(Console::open);
    }

    /** The command with a console of the caller; tests type by themselves. */
    static CommandLine commandLine(DatabaseAccess.ConsoleOpener opener) {
        return new CommandLine(new Main(), new Parts(opener))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Failure::report);
    }

    /** Makes the parts of commands; those that open a database know where to ask for the pass phrase. */
    private record Parts(DatabaseAccess.ConsoleOpener opener) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == DatabaseAccess.class
                    ? type.cast(new DatabaseAccess(opener))
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
