/** Flame graphs of recordings of the JVM: {@code ./discret bench profile}. */
@NullMarked
package io.discret.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
