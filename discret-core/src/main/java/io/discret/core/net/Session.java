package io.discret.core.net;

/** What runs on an admitted connection. Called by the serial executor of the engine only. */
public interface Session {
    /** The connection ended, whoever ended it; called once. */
    void closed();

    /** Makes the session of a connection, which sets the receivers of its channels. */
    interface Starter {
        Session start(PeerConnection connection);
    }
}
