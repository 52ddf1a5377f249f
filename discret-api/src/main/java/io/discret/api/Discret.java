package io.discret.api;

import io.discret.spi.ArchiveFile;
import io.discret.spi.Assembly;
import io.discret.spi.EngineProvider;
import io.discret.spi.Providers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Open, read, write and share one database.
 *
 * <p>One instance is one user of one application on one device. Calls block until their effects are visible; they are
 * safe for use by any thread, virtual ones included. {@link #async()} offers the same calls without waiting.
 *
 * <p>Counterpart of docs/protocol/21 §21.
 */
public interface Discret extends AutoCloseable {
    /**
     * Open or create the database of a user with the providers found on the path.
     *
     * @throws ConfigurationException when something is missing, unknown or out of range
     * @throws ModelConflictException when the data model does not continue the stored one
     * @throws StoreException wrong key, locked folder, full disk
     */
    static Discret open(Configuration configuration) {
        return open(configuration, Assembly.discover(configuration));
    }

    /** Open with providers, clock, randomness and scheduler given by the caller; tests and simulators do. */
    static Discret open(Configuration configuration, Assembly assembly) {
        return Providers.only(EngineProvider.class, "discret-core").open(configuration, assembly);
    }

    /**
     * Make the database of a user from an archive that {@link #exportTo} wrote, in any store: with the same rows, signatures,
     * rooms, data model and device. Returns when everything is on disk; then {@link #open} it.
     *
     * <p>The archive is authenticated as a whole before anything is written. An import that was interrupted is repeated with
     * the same archive, and goes on where it stopped; until then the database cannot be opened. A device lives once:
     * do not use the database that the archive came from any more, unless it is lost.
     *
     * @param configuration says whose database and where; its data model is not used
     * @throws DiscretException {@code ARCHIVE_FOREIGN}, {@code ARCHIVE_DAMAGED} or {@code DATABASE_EXISTS}, and nothing was
     *     changed; {@code STORAGE}, {@code DISK_FULL}
     */
    static ArchiveSummary importFrom(Configuration configuration, Path archive) {
        return LocalArchiveFile.read(
                archive, file -> importFrom(configuration, Assembly.discover(configuration), file));
    }

    /** Make a database from an archive with providers given by the caller. */
    static ArchiveSummary importFrom(Configuration configuration, Assembly assembly, ArchiveFile archive) {
        return Providers.only(EngineProvider.class, "discret-core").importFrom(configuration, assembly, archive);
    }

    /** Read. Sees every write whose call returned before. */
    QueryResult query(String query, Parameters parameters);

    /** Read without parameters. */
    default QueryResult query(String query) {
        return query(query, Parameters.create());
    }

    /**
     * Read one selection row by row, however many rows there are.
     *
     * <p>The rows are those of the moment of this call: what is written meanwhile is not seen. They are read in small
     * portions as the stream asks for them, so memory stays bounded; only a store that must sort first (an order no index
     * has) keeps what it sorts. An open stream keeps a connection of the store and the old versions of changed rows:
     * <b>close it</b>, best with try-with-resources. Its operations throw a {@link DiscretException}, {@code CLOSED} once
     * the database is closed.
     *
     * @param query has one selection at the top
     * @param type what each row is mapped to, as by {@link QueryResult#list}; {@code String} gives its JSON text
     * @throws DiscretException with {@link ErrorCode#UNSUPPORTED} when the query has several selections, or
     *     {@link ErrorCode#TOO_MANY_STREAMS} when too many are open
     */
    <T> Stream<T> stream(String query, Parameters parameters, Class<T> type);

    /** Read one selection without parameters row by row. */
    default <T> Stream<T> stream(String query, Class<T> type) {
        return stream(query, Parameters.create(), type);
    }

    /**
     * Tell how a query would run, for people: the logical plan, then what the store does, statements with bind markers
     * and the store's own plan of them. No row is read and no value of a parameter is shown.
     *
     * @param parameters checked like those of {@link #query}
     */
    String explain(String query, Parameters parameters);

    /** Tell how a query would run without values for its variables. */
    String explain(String query);

    /** Write, all or nothing; returns after the commit. */
    QueryResult mutate(String mutation, Parameters parameters);

    /** Write without parameters. */
    default QueryResult mutate(String mutation) {
        return mutate(mutation, Parameters.create());
    }

    /** Delete rows or relations; ids that are not known are no error. */
    void delete(String deletion, Parameters parameters);

    /** Write many mutations without waiting for each. */
    MutationStream mutationStream();

    /** Read the JSON text of one object of scalars (docs/protocol/12 §11.3). */
    Parameters parameters(String json);

    /** Create an invite without a default room. */
    default byte[] invite() {
        return invite(InviteOptions.create());
    }

    /** Create an invite whose holder becomes a user of a room. */
    default byte[] invite(DefaultRoom room) {
        return invite(InviteOptions.create().room(room));
    }

    /** Create an invite, with or without a room and an end. */
    byte[] invite(InviteOptions options);

    /** Accept an invite; one that cannot be used, or not any more, is an error of this call. */
    void acceptInvite(byte[] invite);

    /**
     * Write everything into one encrypted file, as of the moment of this call, while the database goes on: a backup, or the
     * way to another store. Only the same user and application can read it.
     *
     * <p>The file is {@code archive.part} until it is complete. A call that was interrupted is repeated with the same path:
     * what the part already holds and is still true stays.
     *
     * @throws DiscretException {@code FILE_EXISTS} when there is such a file; {@code ARCHIVE_FOREIGN} when its part is
     *     something else; {@code STORAGE}; {@code CLOSED} when the database is closed meanwhile
     */
    default ArchiveSummary exportTo(Path archive) {
        return LocalArchiveFile.write(archive, this::exportTo);
    }

    /** Write everything into an archive that the caller keeps somewhere. */
    ArchiveSummary exportTo(ArchiveFile archive);

    /** Describe the data model, pretty-printed JSON (docs/protocol/10 §9.2). */
    String dataModel();

    /** Replace the data model by one that continues it; on an error the old one stays in force. */
    String updateDataModel(String model);

    /** The own user, URL-safe base64 of 33 bytes. */
    String verifyingKey();

    /** The room of the own devices, URL-safe base64 of 16 bytes. */
    String privateRoom();

    /** How each room stands, or stood last, with each peer, by peer and room. */
    List<SyncStatus> status();

    /** What happens from now on. */
    Events events();

    /** The same calls without waiting. */
    AsyncDiscret async();

    /** Stop. Everything acknowledged is on disk; peers are told; no thread is left. A second call does nothing. */
    @Override
    void close();
}
