/** How messages, bytes and rounds grow with the peers of a room: {@code ./discret bench scale}. */
@NullMarked
package io.discret.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
