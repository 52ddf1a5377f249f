/**
 * Keep one user's data in one SQLite file, encrypted as SQLCipher 4 does (docs/protocol/20 §13, 60 §4).
 *
 * <p>{@code SqlCipherStoreProvider} opens it: lock ({@code FolderLock}), check of the key without touching the file,
 * connections ({@code CipherConnections}), and the SQL of SQLite ({@code SqliteDialect}).
 */
package io.discret.store.sqlcipher;
