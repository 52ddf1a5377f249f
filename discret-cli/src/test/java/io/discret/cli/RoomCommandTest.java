package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms, invites, peers and devices by hand: what a person reads after each command. */
class RoomCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void make_a_database() throws IOException {
        Path model = Files.writeString(folder.resolve("model.txt"), "chat { Message { content: String } }");
        assertThat(alice("query", "--model", model.toString(), "query { sys.Peer { id } }")
                        .exitCode())
                .isZero();
    }

    @Test
    void a_room_is_made_listed_and_shown() {
        String room = alice("room", "create", "--right", "CHAT.Message=self", "--right", "*=none")
                .out()
                .strip();

        assertThat(room).hasSize(22);
        assertThat(words(alice("room", "list"))).containsSubsequence(room, "admin", "1", "members");
        CommandRun shown = alice("room", "show", room.substring(0, 8));
        assertThat(shown.out()).contains("You are: admin", "Authorisation members", "(me)", "enabled");
        assertThat(words(shown)).containsSubsequence("chat.Message", "self").containsSubsequence("*", "none");
    }

    @Test
    void rights_and_users_change_and_the_latest_counts() {
        String room = alice("room", "create").out().strip();
        String stranger = key("bob");

        assertThat(words(alice("room", "grant", room, "members", "chat.Message=all")))
                .containsSubsequence("chat.Message", "all");
        assertThat(words(alice("room", "add-user", room, "members", stranger)))
                .containsSubsequence(stranger, "enabled");
        assertThat(words(alice("room", "list"))).containsSubsequence(room, "admin", "2");
        assertThat(words(alice("room", "disable-user", room, "members", stranger)))
                .containsSubsequence(stranger, "disabled");
        assertThat(words(alice("room", "grant", room, "members", "chat.Message=none")))
                .containsSubsequence("chat.Message", "none");
        assertThat(alice("room", "authorise", room, "readers", "--user", "me").out())
                .contains("Authorisation readers");
    }

    @Test
    void a_typo_is_told_before_a_right_that_grants_nothing_is_stored() {
        CommandRun typo = alice("room", "create", "--right", "chat.Mesage=self");

        assertThat(typo.err()).contains("did you mean 'chat.Message'?");
        assertThat(typo.exitCode()).isEqualTo(1);
        assertThat(alice("room", "create", "--right", "chat.Message").err()).contains("ENTITY=self");
        assertThat(alice("room", "list").out()).contains("no room yet");
        assertThat(alice("room", "show", "nothing").err()).contains("There is no room 'nothing'");
    }

    @Test
    void an_invite_is_made_listed_and_cancelled() {
        String room = alice("room", "create").out().strip();

        String invite = alice("invite", "create", "--room", room).out().strip();

        assertThat(invite).matches("[A-Za-z0-9_-]{100,}");
        assertThat(words(alice("invite", "list"))).containsSubsequence("created", room);
        String id = invite.substring(0, 21);
        assertThat(alice("invite", "cancel", id).out()).contains("Cancelled");
        assertThat(alice("invite", "list").out()).contains("No invite is open");
    }

    @Test
    void an_invite_of_somebody_else_is_accepted_and_nonsense_is_not() throws IOException {
        Path model = folder.resolve("model.txt");
        run("bob", "query", "--model", model.toString(), "query { sys.Peer { id } }");
        String invite = run("bob", "invite", "create").out().strip();

        assertThat(alice("invite", "accept", invite).exitCode()).isZero();

        assertThat(words(alice("invite", "list"))).contains("accepted");
        assertThat(alice("status").out()).contains("1 accepted");
        assertThat(alice("invite", "accept", "AAAA").exitCode()).isEqualTo(1);
    }

    @Test
    void an_invite_may_have_an_end() throws IOException {
        Path model = folder.resolve("model.txt");
        run("bob", "query", "--model", model.toString(), "query { sys.Peer { id } }");
        String invite = run("bob", "invite", "create", "--valid", "7d").out().strip();
        assertThat(invite.length())
                .isGreaterThan(run("bob", "invite", "create").out().strip().length());

        assertThat(alice("invite", "accept", invite).exitCode()).isZero();

        assertThat(alice("invite", "create", "--valid", "0h").err()).contains("life-time");
        assertThat(alice("invite", "create", "--valid", "soon").err()).contains("30m, 12h or 7d");
    }

    @Test
    void peers_and_devices_are_listed_and_a_stranger_cannot_be_blocked() {
        assertThat(alice("peer", "list").out()).contains("no peers yet");
        assertThat(alice("peer", "block", "bob").err()).contains("There is no peer 'bob'");
        CommandRun devices = alice("device", "list");
        assertThat(devices.out()).contains("allowed");
        assertThat(alice("status").out())
                .contains("YOU", "Private room", "1 decided, 0 waiting", "No peer was met yet.");
    }

    /** The key of another person, who has a database of the same application in another folder. */
    private String key(String name) {
        run(name, "query", "--model", folder.resolve("model.txt").toString(), "query { sys.Peer { id } }");
        return run(name, "status").out().split("\\s+")[1];
    }

    private static List<String> words(CommandRun run) {
        assertThat(run.err()).isEmpty();
        return Arrays.asList(run.out().split("\\s+"));
    }

    private CommandRun alice(String... arguments) {
        return run("alice", arguments);
    }

    private CommandRun run(String name, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--login", name, "--folder", folder.resolve(name).toString(), "--application", "test"));
        return CommandRun.typing("a pass phrase\n", all.toArray(String[]::new));
    }
}
