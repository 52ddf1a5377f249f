package io.discret.spi;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * Refuse modules of ours of different versions, in one sentence instead of a {@code LinkageError} days later.
 *
 * <p>Our modules share internals that change from version to version. Plugins of others are built against the SPI and
 * are not looked at. On the module path descriptors tell, on the class path the manifests; what was not packaged has no
 * version and counts as any. Stateless.
 */
final class Alignment {
    private static final String OURS = "io.discret.";
    private static final Attributes.Name ARTIFACT = new Attributes.Name("Discret-Artifact");

    private Alignment() {}

    /**
     * Look at everything of ours that is on the path.
     *
     * @param path where providers are looked for when we are no named module
     * @throws ConfigurationException with {@link ErrorCode#VERSIONS_MIXED}, naming versions and artifacts
     */
    static void check(ClassLoader path) {
        ModuleLayer layer = Alignment.class.getModule().getLayer();
        Map<String, Set<String>> versions = layer == null ? ofManifests(path) : ofDescriptors(layer);
        if (versions.size() > 1) {
            String found = versions.entrySet().stream()
                    .map(version -> version.getKey() + " of " + String.join(", ", version.getValue()))
                    .collect(Collectors.joining("; "));
            throw new ConfigurationException(
                    ErrorCode.VERSIONS_MIXED,
                    "Modules of discret of different versions are on the path: " + found
                            + "; use one version for all, best by importing io.discret:discret-bom.");
        }
    }

    /** Version → names, sorted. */
    private static Map<String, Set<String>> ofDescriptors(ModuleLayer layer) {
        Map<String, Set<String>> versions = new TreeMap<>();
        for (Module module : layer.modules()) {
            if (module.getName().startsWith(OURS)) {
                module.getDescriptor().rawVersion().ifPresent(version -> add(versions, version, module.getName()));
            }
        }
        return versions;
    }

    private static Map<String, Set<String>> ofManifests(ClassLoader path) {
        Map<String, Set<String>> versions = new TreeMap<>();
        try {
            for (URL manifest : Collections.list(path.getResources("META-INF/MANIFEST.MF"))) {
                Attributes attributes = read(manifest).getMainAttributes();
                String artifact = attributes.getValue(ARTIFACT);
                String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
                if (artifact != null && version != null) {
                    add(versions, version, artifact);
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION, "A jar on the class path cannot be read; replace it: " + e.getMessage());
        }
        return versions;
    }

    private static Manifest read(URL place) throws IOException {
        URLConnection connection = place.openConnection();
        // A cached jar would stay open, and could not be replaced on Windows.
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return new Manifest(in);
        }
    }

    private static void add(Map<String, Set<String>> versions, String version, String name) {
        versions.computeIfAbsent(version, key -> new TreeSet<>()).add(name);
    }
}
