package org.example.plugins;

import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import io.discret.spi.DiscoveryProvider;
import io.discret.testkit.DiscoveryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FolderDiscoveryTest extends DiscoveryContract {
    @TempDir
    private Path temporary;

    private int injected;

    @BeforeEach
    void choose() {
        System.setProperty(FolderDiscoveryProvider.FOLDER, boxes().toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(FolderDiscoveryProvider.FOLDER);
    }

    @Override
    protected DiscoveryProvider provider() {
        return new FolderDiscoveryProvider();
    }

    @Override
    protected Configuration configuration() {
        return Configuration.builder()
                .model("chat { Message { content: String } }")
                .applicationKey("contract")
                .keyMaterial(KeyMaterial.of(new byte[KeyMaterial.SIZE]))
                .folder(temporary)
                .build();
    }

    @Override
    protected void inject(byte[] bytes) throws IOException {
        injected++;
        Path half = Files.write(temporary.resolve("half"), bytes);
        try (Stream<Path> all = Files.list(boxes())) {
            for (Path box : all.toList()) {
                Files.copy(half, box.resolve(injected + ".half"));
                Files.move(
                        box.resolve(injected + ".half"),
                        box.resolve(injected + ".message"),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private Path boxes() {
        return temporary.resolve("boxes");
    }
}
