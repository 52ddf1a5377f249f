package io.discret.cli;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Give Java its own elliptic curves before it looks for them.
 *
 * <p>Java 17 finds {@code SunEC} by making an instance of each provider of the module path until it meets it. That is all
 * of Bouncy Castle, which this program uses without its provider: 600 classes and some thousand names, read at each start
 * and kept for good. Stateless.
 */
final class PlatformCurves {
    private static final String CURVES = "SunEC";

    /** Those that are part of {@code java.base}, made without a search. */
    private static final Set<String> WITHOUT_SEARCH = Set.of("SUN", "SunRsaSign", "SunJSSE", "SunJCE");

    /** Those that are found by a search, and that nothing here asks for. */
    private static final Set<String> UNUSED =
            Set.of("SunJGSS", "SunSASL", "XMLDSig", "SunPCSC", "JdkLDAP", "JdkSASL", "SunPKCS11");

    private PlatformCurves() {}

    /**
     * Change the providers of this process. Only before anything asked for one, and only in a process of our own.
     *
     * <p>Nothing is changed where the curves need no search, or where somebody chose other providers for this Java.
     */
    static void settle() {
        List<String> names = names();
        int place = names.indexOf(CURVES);
        if (place < 0 || !names.stream().allMatch(PlatformCurves::isKnown)) {
            return;
        }
        curves().ifPresent(curves -> {
            // A name that is there twice counts once; a name cannot be taken away.
            for (int i = 0; i < names.size(); i++) {
                if (!WITHOUT_SEARCH.contains(names.get(i))) {
                    Security.setProperty(property(i), names.get(0));
                }
            }
            Security.insertProviderAt(curves, place + 1);
        });
    }

    private static boolean isKnown(String name) {
        return name.equals(CURVES) || WITHOUT_SEARCH.contains(name) || UNUSED.contains(name);
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name = Security.getProperty(property(0));
                name != null;
                name = Security.getProperty(property(names.size()))) {
            names.add(name.trim());
        }
        return names;
    }

    private static String property(int index) {
        return "security.provider." + (index + 1);
    }

    /** Empty where they are a part of {@code java.base}, as from Java 22 on. */
    private static Optional<Provider> curves() {
        return ServiceLoader.loadInstalled(Provider.class).stream()
                .filter(provider -> provider.type().getModule().getName().equals("jdk.crypto.ec"))
                .findFirst()
                .map(ServiceLoader.Provider::get);
    }
}
