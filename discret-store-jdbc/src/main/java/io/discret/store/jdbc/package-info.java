/**
 * Keep rows in a SQL database.
 *
 * <p>{@link io.discret.store.jdbc.JdbcStore} hands out one {@link io.discret.store.jdbc.JdbcWriter} and any number of
 * {@link io.discret.store.jdbc.JdbcReader}s, each on a connection of its own. The tables of docs/protocol/21 §1 are
 * {@code NodeTable}, {@code EdgeTable}, {@code DeletionTables}, {@code DailyLogTable} and {@code SmallTables}. A query
 * plan becomes one flat statement per selection ({@code SelectionCompiler}), run once per parent row, and JSON text
 * ({@code QueryRun}); no statement grows with the depth of the query. What differs between databases is a
 * {@link io.discret.store.jdbc.Dialect}.
 *
 * <p>Everything that comes from a user is bound. What stands in the text of a statement is made here: table and column
 * names, generated aliases, and short names that consist of digits and one dot.
 */
package io.discret.store.jdbc;
