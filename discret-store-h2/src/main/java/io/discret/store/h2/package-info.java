/**
 * Keep one user's data in one encrypted H2 file, in pure Java, with the results of the SQLite store to the byte
 * (docs/protocol/60 §5).
 *
 * <p>{@code H2StoreProvider} opens it; {@code H2Dialect} speaks its SQL; values of JSON are compared as bytes made by
 * {@code SortKey}; {@code SearchIndex} finds texts by their trigrams, and {@code SearchParser} reads what is searched.
 */
package io.discret.store.h2;
