/** Hot paths, provider beside provider, under JMH: {@code ./discret bench hot [FILTER]}. */
@NullMarked
package io.discret.benchmarks.hot;

import org.jspecify.annotations.NullMarked;
