/** Queries: from a text to JSON and typed results (docs/protocol/12). */
@NullMarked
package io.discret.core.read;

import org.jspecify.annotations.NullMarked;
