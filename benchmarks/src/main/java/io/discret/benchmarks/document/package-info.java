/** Write the parts of documents that come out of a run: {@code ./discret bench document}. */
@NullMarked
package io.discret.benchmarks.document;

import org.jspecify.annotations.NullMarked;
