package io.discret.cli;

import java.lang.module.ModuleDescriptor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Tells the version of the command: of its module, else of its jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"discret " + own(), "Java " + Runtime.version()};
    }

    static String own() {
        ModuleDescriptor descriptor = Main.class.getModule().getDescriptor();
        if (descriptor != null) {
            return descriptor.rawVersion().orElse("unknown");
        }
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
