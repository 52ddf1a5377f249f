/**
 * The four languages and the strict JSON they store.
 *
 * <p>A text is read by a grammar into syntax records, checked against an immutable {@link io.discret.query.DataModel},
 * and becomes a {@link io.discret.query.Query}, a {@link io.discret.query.Mutation} or a
 * {@link io.discret.query.Deletion}: data without names to resolve. Everything here is a pure function of its input and
 * safe for use by any thread (docs/protocol/10, 11, 12).
 */
package io.discret.query;
