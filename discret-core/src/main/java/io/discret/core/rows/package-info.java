/**
 * Rows as signed data: binary form, hash, signature, verification, daily digests (docs/protocol/21 §2–§14).
 *
 * <p>Pure functions over the records of {@code io.discret.spi}; no store, no clock, no thread of its own.
 */
package io.discret.core.rows;
