package io.discret.core.engine;

import io.discret.api.Base64Url;
import io.discret.api.Uid;
import io.discret.core.db.SearchTexts;
import io.discret.core.identity.DeviceName;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Uids;
import io.discret.core.rooms.SystemEntity;
import io.discret.core.rows.InitialRows;
import io.discret.core.rows.RowSigner;
import io.discret.core.wire.HardwareFingerprint;
import io.discret.query.JsonValue;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.StoreWriter;
import java.util.Map;

/** Write what every database holds from its first start (docs/protocol/20 §7, §10). Runs inside a transaction. */
final class FirstRows {
    /** Where the id of the device is kept: with the data, so that a copied folder is the same device. */
    private static final String HARDWARE = "Hardware Fingerprint";

    /** Date of rows that nobody decided on. */
    private static final long BEGINNING = 0;

    private static final String HARDWARE_NAME = "32";
    private static final String HARDWARE_STATUS = "33";

    private final StoreWriter store;
    private final Identity identity;
    private final KeyDerivation derivation;
    private final SearchTexts searchTexts;

    FirstRows(StoreWriter store, Identity identity, KeyDerivation derivation, SearchTexts searchTexts) {
        this.store = store;
        this.identity = identity;
        this.derivation = derivation;
        this.searchTexts = searchTexts;
    }

    /** Write the own sys.Peer and sys.AllowedPeer rows where they are missing; they enter no daily log. */
    void identityRows() {
        InitialRows rows = InitialRows.of(identity, derivation);
        if (store.node(rows.peer().id(), SystemEntity.PEER) == null) {
            put(rows.peer());
        }
        if (store.node(rows.allowedPeer().id(), SystemEntity.ALLOWED_PEER) == null) {
            put(rows.allowedPeer());
            store.putEdge(rows.allowedPeerEdge());
        }
        store.putRoomDefinitionDate(identity.privateRoom(), 0);
    }

    /**
     * The fingerprint of this device, drawn at the first start, with its row in the private room.
     *
     * <p>The row is written once and signed; what another device of the user decided about this one stays. It enters no
     * daily log, like the rows of the reference, which would refuse it.
     */
    HardwareFingerprint device(Uids uids) {
        String known = store.configuration(HARDWARE);
        Uid id = known == null ? uids.next() : Uid.of(Base64Url.decode(known));
        if (known == null) {
            store.putConfiguration(HARDWARE, id.toString());
        }
        HardwareFingerprint device = new HardwareFingerprint(id, DeviceName.ofThisDevice());
        if (store.node(id) == null) {
            Map<String, JsonValue> members = Map.of(
                    HARDWARE_NAME, new JsonValue.Text(device.name()), HARDWARE_STATUS, new JsonValue.Text("allowed"));
            put(new RowSigner(identity, derivation)
                    .sign(new Node(
                            id,
                            identity.privateRoom(),
                            BEGINNING,
                            BEGINNING,
                            SystemEntity.ALLOWED_HARDWARE,
                            JsonValue.Obj.of(members).compact(),
                            null,
                            new byte[0],
                            new byte[0])));
        }
        return device;
    }

    private void put(Node row) {
        store.putNode(row, searchTexts.of(row));
    }
}
