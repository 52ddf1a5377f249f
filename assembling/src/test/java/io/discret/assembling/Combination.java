package io.discret.assembling;

import java.util.List;
import java.util.stream.Stream;

/**
 * One choice of plugins.
 *
 * @param store its id, and the end of the name of its artifact; so are the others
 */
record Combination(String store, String transport, String signer) {
    private static final List<String> STORES = List.of("sqlcipher", "h2");
    private static final List<String> TRANSPORTS = List.of("netty", "kwik");
    private static final List<String> SIGNERS = List.of("bouncycastle", "tink", "corretto");
    private static final boolean FULL =
            System.getProperty("discret.matrix", "quick").equals("full");

    /** Every one. */
    static List<Combination> all() {
        return STORES.stream()
                .flatMap(store -> TRANSPORTS.stream().flatMap(transport -> SIGNERS.stream()
                        .map(signer -> new Combination(store, transport, signer))))
                .toList();
    }

    /** Those of this run: every one, or a few in which each plugin occurs. */
    static List<Combination> chosen() {
        if (FULL) {
            return all();
        }
        int most = Stream.of(STORES, TRANSPORTS, SIGNERS)
                .mapToInt(List::size)
                .max()
                .orElseThrow();
        return Stream.iterate(0, i -> i + 1)
                .limit(most)
                .map(i -> new Combination(
                        STORES.get(i % STORES.size()),
                        TRANSPORTS.get(i % TRANSPORTS.size()),
                        SIGNERS.get(i % SIGNERS.size())))
                .toList();
    }

    static boolean full() {
        return FULL;
    }

    @Override
    public String toString() {
        return store + "-" + transport + "-" + signer;
    }
}
