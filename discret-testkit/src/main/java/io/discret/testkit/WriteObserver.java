package io.discret.testkit;

import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;

/** Be told of what is written into a {@link MemoryStore}, also when it is rolled back afterwards. */
interface WriteObserver {
    /** Nobody wants to know. */
    WriteObserver NONE = new WriteObserver() {
        @Override
        public void written(Node node) {}

        @Override
        public void written(NodeDeletion entry) {}

        @Override
        public void written(Edge edge) {}
    };

    void written(Node node);

    void written(NodeDeletion entry);

    void written(Edge edge);
}
