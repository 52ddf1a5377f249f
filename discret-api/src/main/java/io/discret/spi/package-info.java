/**
 * What a plugin implements, and the records it exchanges with the engine.
 *
 * <p>A provider is found by {@link java.util.ServiceLoader}, named by a stable id and chosen by configuration or by
 * priority ({@link io.discret.spi.Providers}). The contract suites of {@code discret-testkit} are the law for each of
 * them. Everything the engine does not do by itself — time, randomness, threads, files, sockets, signatures — comes
 * through this package, so that a test can hand in virtual ones.
 */
package io.discret.spi;
