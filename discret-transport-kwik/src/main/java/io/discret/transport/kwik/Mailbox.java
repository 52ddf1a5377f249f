package io.discret.transport.kwik;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keep events until somebody listens, then hand them over in order. Safe for use by any thread; its fields belong to
 * the serial executor of the callbacks.
 */
final class Mailbox<L> {
    private final Callbacks callbacks;
    private @Nullable L listener;
    private List<Consumer<L>> waiting = new ArrayList<>();

    Mailbox(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    void listen(L newListener) {
        callbacks.execute(() -> {
            listener = newListener;
            List<Consumer<L>> before = waiting;
            waiting = new ArrayList<>();
            before.forEach(event -> event.accept(newListener));
        });
    }

    void tell(Consumer<L> event) {
        callbacks.execute(() -> {
            L current = listener;
            if (current == null) {
                waiting.add(event);
            } else {
                event.accept(current);
            }
        });
    }
}
