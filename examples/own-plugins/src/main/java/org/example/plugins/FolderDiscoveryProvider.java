package org.example.plugins;

import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import java.nio.file.Path;

/** Finds the other processes of this machine through a folder, where no network carries multicast. */
public final class FolderDiscoveryProvider implements DiscoveryProvider {
    /** The system property with the folder that all processes share. */
    static final String FOLDER = "org.example.discovery-folder";

    @Override
    public String id() {
        return "folder";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public Discovery open(DiscoveryOptions options) {
        String folder = System.getProperty(FOLDER, System.getProperty("java.io.tmpdir") + "/discret-discovery");
        return new FolderDiscovery(Path.of(folder), options);
    }
}
