/**
 * What two peers do with each other once three streams are open (docs/protocol/41): prove who they are, answer queries,
 * and pull rooms.
 *
 * <p>{@link io.discret.core.sync.PeerSession} is one connection. It touches no socket, thread, clock or random source:
 * messages come in by its methods and leave by {@link io.discret.core.sync.SessionLink}; everything else comes from
 * {@link io.discret.core.sync.SessionContext}. All of it runs on one serial executor; only signatures and the database
 * work elsewhere. {@link io.discret.core.sync.RoomScheduler} is shared by all connections of an engine.
 */
@NullMarked
package io.discret.core.sync;

import org.jspecify.annotations.NullMarked;
