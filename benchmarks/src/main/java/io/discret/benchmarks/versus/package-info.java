/** The same JSON commands to this program and to the reference, in turns: {@code ./discret bench versus}. */
@NullMarked
package io.discret.benchmarks.versus;

import org.jspecify.annotations.NullMarked;
