package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import java.io.IOException;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that opens the database of an application, and how it does. */
final class DatabaseAccess {
    @Mixin
    private Logging logging = new Logging();

    @Mixin
    private Login login = new Login();

    @Option(
            names = "--application",
            paramLabel = "KEY",
            defaultValue = ChatCommand.APPLICATION,
            description = "Application key of the program that made the database (default: ${DEFAULT-VALUE}).")
    private String application = ChatCommand.APPLICATION;

    private final ConsoleOpener opener;

    DatabaseAccess() {
        this(Console::open);
    }

    /** For tests that type by themselves. */
    DatabaseAccess(ConsoleOpener opener) {
        this.opener = opener;
    }

    /** Ask for the pass phrase, if nobody did yet, and open as the configuration says. */
    Discret open(Console console, Configuration.Builder configuration) {
        return login.open(console, configuration.applicationKey(application));
    }

    /** Ask for the pass phrase, and do something that opens no database. */
    <T> T configured(Function<Configuration, T> task) {
        try (Console console = console(Editing.ofLines("> "))) {
            return login.with(console, offline().applicationKey(application), task);
        } catch (IOException e) {
            throw new Failure("The terminal cannot be used.", e);
        }
    }

    /** The terminal, or what stands for it. */
    Console console(Editing editing) throws IOException {
        logging.apply();
        return opener.open(editing);
    }

    /** A database that exists, with its own model, and without a network. */
    static Configuration.Builder offline() {
        return Configuration.builder().asStored(true).enableMulticast(false).enableBeacons(false);
    }

    /** Open the database as it is stored, do one thing without a network, and close it. */
    <T> T with(Function<Discret, T> task) {
        return with(offline(), task);
    }

    /** Open the database, do one thing, and close it. */
    <T> T with(Configuration.Builder configuration, Function<Discret, T> task) {
        try (Console console = console(Editing.ofLines("> "));
                Discret app = open(console, configuration)) {
            return task.apply(app);
        } catch (IOException e) {
            throw new Failure("The terminal cannot be used.", e);
        }
    }

    /** Makes the console; tests hand in one of their own. */
    interface ConsoleOpener {
        Console open(Editing editing) throws IOException;
    }
}
