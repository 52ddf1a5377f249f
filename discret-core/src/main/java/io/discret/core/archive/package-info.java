/**
 * Move everything a database holds through one encrypted file (docs/archive.md).
 *
 * <p>Nothing here opens a file or a store: channels, readers and writers are handed in.
 */
@NullMarked
package io.discret.core.archive;

import org.jspecify.annotations.NullMarked;
