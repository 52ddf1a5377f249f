package io.discret.transport.kwik;

import io.discret.spi.TransportStream.Listener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Read one stream on a thread of its own, as long as the listener wants and keeps up. Safe for use by any thread.
 *
 * <p>While it does not read, the window of the stream holds the peer back.
 */
final class StreamReader implements Runnable {
    /** Bytes read that the listener has not been told yet. */
    private static final int MAX_WAITING = 256 << 10;

    private static final int BUFFER = 16 << 10;

    /** What the library says when the whole connection ended; its listener hears that elsewhere. */
    private static final String CONNECTION_ENDED = "Connection closed";

    private final InputStream in;
    private final KwikConnection connection;
    private final Mailbox<Listener> mailbox;
    private boolean wanted = true;
    private int waiting;
    private boolean over;
    private @Nullable Thread thread;

    StreamReader(InputStream in, KwikConnection connection, Mailbox<Listener> mailbox) {
        this.in = in;
        this.connection = connection;
        this.mailbox = mailbox;
    }

    synchronized void reading(boolean on) {
        wanted = on;
        notifyAll();
    }

    /** Read no more and tell nothing more. */
    synchronized void stop() {
        over = true;
        notifyAll();
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void run() {
        byte[] buffer = new byte[BUFFER];
        try {
            while (begin()) {
                int count = in.read(buffer);
                if (count < 0) {
                    end(false);
                    return;
                }
                tell(Arrays.copyOf(buffer, count));
            }
        } catch (InterruptedException e) {
            // stopped
        } catch (IOException e) {
            if (CONNECTION_ENDED.equals(e.getMessage())) {
                connection.lost();
            } else {
                end(true);
            }
        } finally {
            synchronized (this) {
                thread = null;
            }
        }
    }

    private synchronized boolean begin() throws InterruptedException {
        thread = Thread.currentThread();
        while (!over && (!wanted || waiting >= MAX_WAITING)) {
            wait();
        }
        return !over;
    }

    private void tell(byte[] bytes) {
        synchronized (this) {
            waiting += bytes.length;
        }
        mailbox.tell(listener -> {
            try {
                if (!connection.toldClosed() && !isOver()) {
                    listener.bytes(ByteBuffer.wrap(bytes));
                }
            } finally {
                told(bytes.length);
            }
        });
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized void told(int length) {
        waiting -= length;
        notifyAll();
    }

    private void end(boolean reset) {
        mailbox.tell(listener -> {
            if (!connection.toldClosed() && !isOver()) {
                listener.ended(reset);
            }
        });
    }
}
