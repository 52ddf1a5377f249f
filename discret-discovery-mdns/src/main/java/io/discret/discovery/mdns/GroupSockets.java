package io.discret.discovery.mdns;

import java.io.IOException;

/** Opens the sockets of one group. Stateless, safe for use by any thread. */
interface GroupSockets {
    /**
     * A socket that receives, and has joined the group nowhere yet.
     *
     * @throws IOException when the port cannot be bound
     */
    Receiver receiver() throws IOException;

    /**
     * A socket that sends to the group through one interface.
     *
     * @throws IOException when the interface does not work, or is gone
     */
    Sender sender(LocalInterface through) throws IOException;

    /** Receives from the group. */
    interface Receiver extends AutoCloseable {
        /** Join the group on one interface; a second time changes nothing. */
        void join(LocalInterface one) throws IOException;

        @Override
        void close();
    }

    /** Sends to the group through one interface. Safe for use by any thread. */
    interface Sender extends AutoCloseable {
        /**
         * Send one datagram without waiting.
         *
         * @throws IOException when the system does not take it
         */
        void send(byte[] datagram) throws IOException;

        @Override
        void close();
    }
}
