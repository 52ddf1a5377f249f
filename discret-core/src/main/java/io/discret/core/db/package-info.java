/**
 * The way between the engine and its store: reads on snapshots, group commit by one writer, marked days
 * (docs/protocol/21 §14.2, §18).
 */
@NullMarked
package io.discret.core.db;

import org.jspecify.annotations.NullMarked;
