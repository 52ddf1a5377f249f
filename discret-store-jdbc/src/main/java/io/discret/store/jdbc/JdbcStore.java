package io.discret.store.jdbc;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.spi.Store;
import io.discret.spi.StoreReader;
import io.discret.spi.StoreWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hold one open database: a writer, the readers handed out, and what is freed at the end. Safe for use by any thread. */
public final class JdbcStore implements Store {
    private final String description;
    private final Supplier<Session> readSessions;
    private final Runnable free;
    private final JdbcWriter writer;
    private final List<JdbcReader> readers = new ArrayList<>();
    private @Nullable Session checkpoints;
    private boolean closed;

    /**
     * @param writeSession the one connection that writes
     * @param readSessions opens a connection that reads
     * @param free run after everything is closed
     */
    public JdbcStore(String description, Session writeSession, Supplier<Session> readSessions, Runnable free) {
        this.description = description;
        this.readSessions = readSessions;
        this.free = free;
        writer = new JdbcWriter(writeSession);
    }

    @Override
    public synchronized StoreReader reader() {
        if (closed) {
            throw new StoreException(ErrorCode.CLOSED, "The store is closed; open it again.");
        }
        readers.removeIf(JdbcReader::closed);
        JdbcReader reader = new JdbcReader(readSessions.get());
        readers.add(reader);
        return reader;
    }

    @Override
    public StoreWriter writer() {
        return writer;
    }

    @Override
    public boolean isCheckpointDue() {
        return writer.isCheckpointDue();
    }

    @Override
    public void checkpoint() {
        String statement = writer.checkpointBegins();
        if (statement == null) {
            return;
        }
        Session session = checkpoints();
        if (session != null) {
            session.execute(statement);
        }
    }

    /** Null when the store is closed. */
    private synchronized @Nullable Session checkpoints() {
        if (checkpoints == null && !closed) {
            checkpoints = readSessions.get();
        }
        return checkpoints;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (checkpoints != null) {
                checkpoints.close();
            }
            readers.forEach(JdbcReader::close);
        } finally {
            try {
                writer.shut();
            } finally {
                free.run();
            }
        }
    }
}
