package org.example.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.testkit.Eventually;
import io.discret.testkit.ServiceFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The five toys at work: found on the path, chosen by id, carrying a chat between two devices. */
class AllFiveTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @BeforeEach
    void choose() {
        System.setProperty(
                FolderDiscoveryProvider.FOLDER, folder.resolve("boxes").toString());
        System.setProperty(TwoKeyStoreProvider.DEVICE_KEY, "chip 4711");
    }

    @AfterEach
    void forget() {
        System.clearProperty(FolderDiscoveryProvider.FOLDER);
        System.clearProperty(TwoKeyStoreProvider.DEVICE_KEY);
    }

    @Test
    void twoDevicesMeetAndChat() throws Exception {
        try (Discret laptop = open("laptop");
                Discret phone = open("phone")) {
            laptop.mutate(
                    "mutate { chat.Message { room_id: $room content: $text } }",
                    Parameters.of("room", laptop.privateRoom(), "text", "by five toys"));

            assertThat(Eventually.within(SOON, () -> phone.query("query { res: chat.Message { content } }")
                            .text()
                            .contains("by five toys")))
                    .isTrue();
        }
    }

    @Test
    void withoutTheKeyOfTheDeviceTheFileStaysShut() {
        open("laptop").close();
        System.setProperty(TwoKeyStoreProvider.DEVICE_KEY, "chip 4712");

        assertThatThrownBy(() -> open("laptop"))
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_KEY));
    }

    @Test
    void theSameProvidersStandInTheModuleAndOnTheClassPath() {
        ServiceFiles.assertEqualToModule(Path.of("target", "classes"));
    }

    private Discret open(String name) {
        try (KeyMaterial secret = KeyMaterial.of(new byte[KeyMaterial.SIZE])) {
            return Discret.open(Configuration.builder()
                    .model("chat { Message { content: String } }")
                    .applicationKey("example.org/plugins")
                    .keyMaterial(secret)
                    .folder(folder.resolve(name))
                    .announceFrequencyInMs(500)
                    .signer("platform")
                    .keyDerivation("platform")
                    .store("two-keys")
                    .transport("nearby")
                    .discoveries(List.of("folder"))
                    .build());
        }
    }
}
