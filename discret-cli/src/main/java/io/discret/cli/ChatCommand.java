package io.discret.cli;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import java.io.IOException;
import java.util.concurrent.Callable;
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
    /** Names the application of the chat; other commands look into the chat unless they are told otherwise. */
    static final String APPLICATION = "discret chat";

    private static final String MODEL = "chat { Message { content: String } }";

    @Mixin
    private Logging logging = new Logging();

    @Mixin
    private Login login = new Login();

    @Option(
            names = "--interface",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "IPv4 address of the network interface of the multicast (default: the system chooses).")
    private String networkInterface = "0.0.0.0";

    @Option(
            names = "--dns-sd",
            description = "Find other devices by DNS-SD as well, for networks that pass no other multicast.")
    private boolean dnsSd;

    @Override
    public Integer call() throws IOException {
        logging.apply();
        Configuration.Builder configuration = Configuration.builder()
                .model(MODEL)
                .applicationKey(APPLICATION)
                .enableDnsSd(dnsSd)
                .multicastIpv4Interface(networkInterface);
        try (Console console = Console.open(Editing.ofLines("> "));
                Discret app = login.open(console, configuration);
                Chat chat = new Chat(app, console)) {
            chat.run();
        }
        return 0;
    }
}
