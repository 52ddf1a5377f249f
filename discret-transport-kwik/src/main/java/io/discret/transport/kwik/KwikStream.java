package io.discret.transport.kwik;

import io.discret.spi.TransportStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import tech.kwik.core.QuicStream;

/** Hold one stream. Safe for use by any thread. */
final class KwikStream implements TransportStream {
    private final QuicStream stream;
    private final KwikConnection connection;
    private final Mailbox<Listener> mailbox;
    private final StreamReader reader;
    private final StreamWriter writer;
    private final AtomicBoolean listening = new AtomicBoolean();

    KwikStream(QuicStream stream, KwikConnection connection) {
        this.stream = stream;
        this.connection = connection;
        this.mailbox = new Mailbox<>(connection.callbacks());
        this.reader = new StreamReader(stream.getInputStream(), connection, mailbox);
        this.writer = new StreamWriter(stream.getOutputStream(), connection);
    }

    @Override
    public long id() {
        return stream.getStreamId();
    }

    @Override
    public void listen(Listener listener) {
        mailbox.listen(listener);
        reading(true);
        if (listening.compareAndSet(false, true) && !connection.workers().tryRun(reader)) {
            connection.close(KwikConnection.IMPLICIT);
        }
    }

    @Override
    public void reading(boolean wanted) {
        reader.reading(wanted);
    }

    @Override
    public CompletionStage<Void> write(byte[] bytes) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        writer.write(bytes, stage);
        return stage;
    }

    @Override
    public void finish() {
        writer.finish();
    }

    @Override
    public void reset(long code) {
        KwikConnection.check(code);
        stop();
        connection.workers().tryRun(() -> {
            stream.resetStream(code);
            stream.abortReading(code);
        });
    }

    /** The connection ended, or the stream is given up. */
    void stop() {
        writer.stop();
        reader.stop();
    }
}
