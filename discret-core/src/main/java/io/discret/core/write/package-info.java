/** Mutations and deletions: from a checked text to signed rows in the store (docs/protocol/11). */
@NullMarked
package io.discret.core.write;

import org.jspecify.annotations.NullMarked;
