package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code discret chat}: chat with oneself on all devices. */
@Command(
        name = "chat",
        description = {
            "Chat with yourself on all your devices: run it on each with the same name and pass phrase.",
            "Without a terminal the first line of the input is the pass phrase, every other one is a message."
        },
        mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {
    private static final String MODEL = "chat { Message { content: String } }";

    @Mixin
    private Logging logging = new Logging();

    @Option(names = "--login", paramLabel = "NAME", required = true, description = "Your name, the same everywhere.")
    private String login = "";

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where this device keeps its encrypted file (default: .discret/chat in your home).")
    private @Nullable Path folder;

    @Option(
            names = "--interface",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "IPv4 address of the network interface of the multicast (default: the system chooses).")
    private String networkInterface = "0.0.0.0";

    @Override
    public Integer call() throws IOException {
        logging.apply();
        try (ChatConsole console = ChatConsole.open();
                Discret app = open(console);
                Chat chat = new Chat(app, console)) {
            chat.run();
        }
        return 0;
    }

    private Discret open(ChatConsole console) {
        char[] passPhrase = console.passPhrase("Pass phrase of " + login + ": ");
        try (KeyMaterial keyMaterial = KeyMaterial.fromPassPhrase(login, passPhrase)) {
            return Discret.open(Configuration.builder()
                    .model(MODEL)
                    .applicationKey("discret chat")
                    .keyMaterial(keyMaterial)
                    .folder(folder == null ? Path.of(System.getProperty("user.home"), ".discret", "chat") : folder)
                    .multicastIpv4Interface(networkInterface)
                    .build());
        } finally {
            Arrays.fill(passPhrase, '\0');
        }
    }
}
