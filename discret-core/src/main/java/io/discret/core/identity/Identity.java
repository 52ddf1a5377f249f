package io.discret.core.identity;

import io.discret.api.Base64Url;
import io.discret.api.KeyMaterial;
import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.spi.KeyDerivation;
import io.discret.spi.MeetingToken;
import io.discret.spi.Signer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Hold everything that follows from an application key and key material: the identity of the local user
 * (docs/protocol/20 §4).
 *
 * <p>{@link #close} wipes the secrets. {@link #toString} shows the public key only. Safe for use by any thread.
 */
public final class Identity implements AutoCloseable {
    private final String applicationKey;
    private final KeyDerivation derivation;
    private final Signer.SigningKey signingKey;
    private final VerifyingKey verifyingKey;
    private final byte[] databaseSecret;
    private final String databaseName;
    private final Uid peerUid;
    private final Uid allowedPeerUid;
    private final MeetingToken ownToken;
    private final Uid privateRoom;
    private final Uid privateAuthorisation;
    private final byte[] meetingSecret;
    private final byte[] meetingPublicKey;
    private final OwnHashes ownHashes = new OwnHashes();

    private Identity(String applicationKey, byte[] keyMaterial, Signer signer, KeyDerivation derivation) {
        this.applicationKey = applicationKey;
        this.derivation = derivation;
        byte[] seed = derivation.deriveKey(applicationKey + " SIGNING_KEY", keyMaterial);
        signingKey = signer.key(seed);
        verifyingKey = VerifyingKey.ofRaw(signingKey.publicKey());
        databaseSecret = derivation.deriveKey("DATABASE_SECRET", seed);
        Arrays.fill(seed, (byte) 0);
        byte[] name = derivation.deriveKey("DATABASE_NAME", databaseSecret);
        databaseName = Base64Url.encode(name);
        peerUid = uid("PEER_UID", name);
        allowedPeerUid = uid("ALLOWED_PEER_UID", name);
        ownToken = MeetingToken.of(derivation.deriveKey("MEETING_TOKEN", name));
        privateRoom = uid(applicationKey + "SYSTEM_ROOM", keyMaterial);
        privateAuthorisation = uid("auth", privateRoom.bytes());
        // Here the application key comes last, unlike above (docs/protocol/20 §4).
        meetingSecret = derivation.deriveKey("MEETING_SECRET" + applicationKey, keyMaterial);
        meetingPublicKey = derivation.x25519PublicKey(meetingSecret);
    }

    /**
     * Derive an identity.
     *
     * @param applicationKey any text; another text is another identity
     * @param material not kept; the caller closes it
     */
    public static Identity of(String applicationKey, KeyMaterial material, Signer signer, KeyDerivation derivation) {
        byte[] secret = material.bytes();
        try {
            return new Identity(applicationKey, secret, signer, derivation);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The application key this identity belongs to. */
    public String applicationKey() {
        return applicationKey;
    }

    /** The public identity of the user in this application. */
    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    /** Id of the room of the devices of this user. */
    public Uid privateRoom() {
        return privateRoom;
    }

    /** Id of the only authorisation of the private room. */
    public Uid privateAuthorisation() {
        return privateAuthorisation;
    }

    /** Id of the own sys.Peer row, the same on all devices. */
    public Uid peerUid() {
        return peerUid;
    }

    /** Id of the own sys.AllowedPeer row, the same on all devices. */
    public Uid allowedPeerUid() {
        return allowedPeerUid;
    }

    /**
     * Id of the sys.AllowedPeer row that the devices of this user make for a peer. It follows from a secret: nobody can
     * take it first by a row of a shared room.
     */
    public Uid allowedPeerUid(VerifyingKey peer) {
        return ownUid("discret for Java ALLOWED_PEER", peer.bytes());
    }

    /** Id of the sys.Invite row that the devices of this user make for an invite. */
    public Uid inviteUid(Uid invite) {
        return ownUid("discret for Java INVITE", invite.bytes());
    }

    private Uid ownUid(String context, byte[] what) {
        byte[] material = Arrays.copyOf(databaseSecret, databaseSecret.length + what.length);
        System.arraycopy(what, 0, material, databaseSecret.length, what.length);
        Uid id = uid(context, material);
        Arrays.fill(material, (byte) 0);
        return id;
    }

    /** The token by which the devices of this user find each other. */
    public MeetingToken ownToken() {
        return ownToken;
    }

    /** The X25519 public key others compute meeting tokens with, 32 bytes, a fresh array. */
    public byte[] meetingPublicKey() {
        return meetingPublicKey.clone();
    }

    /** The key the database is encrypted with, 32 bytes, a fresh array that the caller wipes. */
    public byte[] databaseSecret() {
        return databaseSecret.clone();
    }

    /** File name of the database, 43 characters. */
    public String databaseName() {
        return databaseName;
    }

    /** The database below the data folder: a folder of two characters and the file (docs/protocol/20 §13). */
    public Path databasePath() {
        return Path.of(databaseName.substring(0, 2), databaseName);
    }

    /**
     * Compute the token two users meet by; both sides come to the same (docs/protocol/20 §8).
     *
     * @param peerPublicKey X25519 public key of the other, 32 bytes
     */
    public MeetingToken token(byte[] peerPublicKey) {
        return token(meetingSecret, meetingPublicKey, peerPublicKey, derivation);
    }

    static MeetingToken token(byte[] secret, byte[] publicKey, byte[] peerPublicKey, KeyDerivation derivation) {
        if (Arrays.equals(peerPublicKey, publicKey)) {
            return MeetingToken.of(derivation.hash(secret));
        }
        byte[] shared = derivation.x25519(secret, peerPublicKey);
        MeetingToken token = MeetingToken.of(derivation.hash(shared));
        Arrays.fill(shared, (byte) 0);
        return token;
    }

    /**
     * Sign with the key of the user what was made here.
     *
     * @param hash of a row, an edge, an entry, an invite or an endpoint, 32 bytes
     * @return 64 bytes
     */
    public byte[] sign(byte[] hash) {
        ownHashes.add(hash);
        return signingKey.sign(hash);
    }

    /**
     * Prove to a peer who we are: sign what it chose.
     *
     * <p>Rows and challenges are signed alike, without a mark of their kind. Hence one challenge a connection, of 32 bytes,
     * and none that is the hash of something of ours (docs/protocol/31 P2).
     *
     * @return 64 bytes; empty when the challenge must not be signed
     */
    public Optional<byte[]> prove(byte[] challenge) {
        return challenge.length == KeyDerivation.HASH_SIZE && !ownHashes.contains(challenge)
                ? Optional.of(signingKey.sign(challenge))
                : Optional.empty();
    }

    @Override
    public void close() {
        signingKey.close();
        Arrays.fill(databaseSecret, (byte) 0);
        Arrays.fill(meetingSecret, (byte) 0);
    }

    @Override
    public String toString() {
        return "Identity[" + verifyingKey + "]";
    }

    private Uid uid(String context, byte[] material) {
        return Uid.of(derivation.deriveKey(context, material), 0);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
