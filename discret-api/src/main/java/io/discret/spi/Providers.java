package io.discret.spi;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Find and choose providers. Stateless, safe for use by any thread. */
public final class Providers {
    private Providers() {}

    /** Every provider of a kind that is on the path, the highest priority first, then by id. */
    public static <P extends Provider> List<P> all(Class<P> kind) {
        List<P> found = new ArrayList<>();
        for (P provider : load(kind)) {
            found.add(provider);
        }
        found.sort(Comparator.comparingInt((P p) -> -p.priority()).thenComparing(Provider::id));
        return found;
    }

    /**
     * Choose one provider.
     *
     * @param configured the id that the configuration names; empty = the highest priority that works on this platform
     * @param artifact the artifact to add when there is none
     * @throws ConfigurationException when none is found, the id is unknown, or two providers carry the same id
     */
    public static <P extends Provider> P choose(Class<P> kind, Optional<String> configured, String artifact) {
        List<P> found = all(kind);
        refuseDoubles(kind, found);
        if (configured.isPresent()) {
            return byId(kind, found, configured.get(), artifact);
        }
        return found.stream()
                .filter(provider -> provider.unavailable().isEmpty())
                .findFirst()
                .orElseThrow(() -> missing(kind, found, artifact));
    }

    /** The provider with an id among those given. */
    public static <P extends Provider> P byId(Class<P> kind, List<P> found, String id, String artifact) {
        P provider = found.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow(() -> {
            if (found.isEmpty()) {
                return missing(kind, found, artifact);
            }
            return new ConfigurationException(
                    ErrorCode.PROVIDER_UNKNOWN,
                    "There is no " + name(kind) + " called '" + id + "'; found: "
                            + String.join(", ", found.stream().map(Provider::id).toList())
                            + ". Correct the configuration or add the artifact that brings it.");
        });
        provider.unavailable().ifPresent(why -> {
            throw new ConfigurationException(
                    ErrorCode.UNSUPPORTED, "The " + name(kind) + " '" + id + "' cannot work here: " + why);
        });
        return provider;
    }

    /** The one provider of a kind of which there must be exactly one. */
    public static <P extends Provider> P only(Class<P> kind, String artifact) {
        return choose(kind, Optional.empty(), artifact);
    }

    private static <P extends Provider> void refuseDoubles(Class<P> kind, List<P> found) {
        for (int i = 0; i < found.size(); i++) {
            for (int j = i + 1; j < found.size(); j++) {
                if (found.get(i).id().equals(found.get(j).id())) {
                    throw new ConfigurationException(
                            ErrorCode.VERSIONS_MIXED,
                            "The " + name(kind) + " '" + found.get(i).id()
                                    + "' is on the path twice; keep one version of its artifact.");
                }
            }
        }
    }

    private static <P extends Provider> ConfigurationException missing(Class<P> kind, List<P> found, String artifact) {
        StringBuilder why = new StringBuilder();
        for (P provider : found) {
            provider.unavailable().ifPresent(reason -> why.append(" '")
                    .append(provider.id())
                    .append("' cannot work here: ")
                    .append(reason));
        }
        return new ConfigurationException(
                ErrorCode.PROVIDER_MISSING,
                "No " + name(kind) + " is on the path; add the artifact io.discret:" + artifact + "." + why);
    }

    private static String name(Class<? extends Provider> kind) {
        return kind.getSimpleName().replace("Provider", "");
    }

    private static <P extends Provider> ServiceLoader<P> load(Class<P> kind) {
        return ServiceLoader.load(kind, path());
    }

    /** Where plugins are; on the class path a framework may have hidden them behind the context class loader. */
    static ClassLoader path() {
        ClassLoader own = Providers.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        boolean modular = Providers.class.getModule().isNamed();
        return modular || context == null ? own : context;
    }
}
