package io.discret.query;

/** Hold the text of the model every peer has (docs/protocol/10 §7.3). */
final class SystemModel {
    static final String NAMESPACE = "sys";

    static final String TEXT =
            """
            sys {
                Room {
                    admin: [sys.UserAuth],
                    authorisations: [sys.Authorisation]
                }
                Authorisation(no_full_text_index) {
                    name: String,
                    rights: [sys.EntityRight],
                    users: [sys.UserAuth],
                    user_admin: [sys.UserAuth]
                }
                UserAuth {
                    verif_key: Base64,
                    enabled: Boolean default true
                }
                EntityRight {
                    entity: String,
                    mutate_self: Boolean,
                    mutate_all: Boolean
                }
                Peer {
                    pub_key: Base64,
                    name: String default "anonymous"
                }
                AllowedPeer(no_full_text_index) {
                    peer: sys.Peer,
                    meeting_token: Base64,
                    last_connection: Integer default 0,
                    status: String
                }
                AllowedHardware {
                    name: String,
                    status: String default "enabled"
                }
                OwnedInvite {
                    room: Base64 nullable,
                    authorisation: Base64 nullable
                }
                Invite {
                    invite_id: Base64,
                    application: String,
                    invite_sign: Base64
                }
            }
            """;

    private SystemModel() {}
}
