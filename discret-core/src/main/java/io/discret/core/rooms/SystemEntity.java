package io.discret.core.rooms;

import java.util.Set;

/** Short names of the built-in entities and of their fields; part of the wire (docs/protocol/10 §7.3, 30 §1). */
public final class SystemEntity {
    /** sys.Room. */
    public static final String ROOM = "0.0";

    /** sys.Authorisation. */
    public static final String AUTHORISATION = "0.1";

    /** sys.UserAuth. */
    public static final String USER_AUTH = "0.2";

    /** sys.EntityRight. */
    public static final String ENTITY_RIGHT = "0.3";

    /** sys.Peer. */
    public static final String PEER = "0.4";

    /** sys.AllowedPeer. */
    public static final String ALLOWED_PEER = "0.5";

    /** sys.AllowedHardware. */
    public static final String ALLOWED_HARDWARE = "0.6";

    /** sys.OwnedInvite. */
    public static final String OWNED_INVITE = "0.7";

    /** sys.Invite. */
    public static final String INVITE = "0.8";

    /** sys.Room.admin, the label of the edges to sys.UserAuth rows. */
    public static final String ROOM_ADMIN = "32";

    /** sys.Room.authorisations, the label of the edges to sys.Authorisation rows. */
    public static final String ROOM_AUTHORISATIONS = "33";

    /** sys.Authorisation.rights, the label of the edges to sys.EntityRight rows. */
    public static final String AUTHORISATION_RIGHTS = "33";

    /** sys.Authorisation.users, the label of the edges to sys.UserAuth rows. */
    public static final String AUTHORISATION_USERS = "34";

    /** sys.Authorisation.user_admin, the label of the edges to sys.UserAuth rows. */
    public static final String AUTHORISATION_USER_ADMIN = "35";

    /** sys.UserAuth.verif_key. */
    public static final String USER_AUTH_KEY = "32";

    /** sys.UserAuth.enabled. */
    public static final String USER_AUTH_ENABLED = "33";

    /** sys.EntityRight.entity. */
    public static final String RIGHT_ENTITY = "32";

    /** sys.EntityRight.mutate_self. */
    public static final String RIGHT_SELF = "33";

    /** sys.EntityRight.mutate_all. */
    public static final String RIGHT_ALL = "34";

    /** sys.AllowedPeer.peer, the label of the edge to the sys.Peer row. */
    public static final String ALLOWED_PEER_PEER = "32";

    /** sys.AllowedPeer.meeting_token. */
    public static final String ALLOWED_PEER_TOKEN = "33";

    /** sys.AllowedPeer.status. */
    public static final String ALLOWED_PEER_STATUS = "35";

    /** sys.AllowedHardware.name. */
    public static final String ALLOWED_HARDWARE_NAME = "32";

    /** sys.AllowedHardware.status. */
    public static final String ALLOWED_HARDWARE_STATUS = "33";

    /** sys.OwnedInvite.room. */
    public static final String OWNED_INVITE_ROOM = "32";

    /** sys.OwnedInvite.authorisation. */
    public static final String OWNED_INVITE_AUTHORISATION = "33";

    /** sys.Invite.invite_id. */
    public static final String INVITE_ID = "32";

    /** sys.Invite.application. */
    public static final String INVITE_APPLICATION = "33";

    /** sys.Invite.invite_sign. */
    public static final String INVITE_SIGNATURE = "34";

    /** The rows that make the definition of a room. */
    public static final Set<String> ROOM_DEFINITION = Set.of(ROOM, AUTHORISATION, USER_AUTH, ENTITY_RIGHT);

    private SystemEntity() {}
}
