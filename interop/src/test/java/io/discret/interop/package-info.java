/**
 * Java peers and peers of the published Rust library in one network.
 *
 * <p>Every test starts real processes that are driven by JSON commands (interop/README.md), in a network of their own.
 */
package io.discret.interop;
