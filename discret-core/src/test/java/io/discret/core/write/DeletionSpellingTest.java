package io.discret.core.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import io.discret.core.db.OpenDatabase;
import io.discret.query.DataModel;
import io.discret.spi.Edge;
import io.discret.spi.Node;
import io.discret.spi.StoreWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 21 §13: "MUST refuse both in a new implementation: compare short names". */
class DeletionSpellingTest {
    private static final Map<String, String> PARTS =
            Map.of("Room", "0.0", "Authorisation", "0.1", "UserAuth", "0.2", "EntityRight", "0.3");
    private static final Map<String, String> REFERENCES = Map.of("Room", "admin", "Authorisation", "users");
    private static final Map<String, String> LABELS = Map.of("Room", "32", "Authorisation", "34");

    @Test
    void noSpellingDeletesPartsOfRooms(@TempDir Path folder) throws Exception {
        LocalPeer peer = new LocalPeer(folder, DataModel.system().update("{ A { x: Integer } }"));
        try {
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                Uid id = Uid.of(new byte[] {
                    1,
                    2,
                    3,
                    4,
                    5,
                    6,
                    7,
                    8,
                    9,
                    10,
                    11,
                    12,
                    13,
                    14,
                    15,
                    (byte) part.getKey().length()
                });
                Uid target = Uid.of(new byte[16]);
                OpenDatabase.await(peer.open.database.write(transaction -> {
                    StoreWriter store = transaction.store();
                    store.putNode(
                            new Node(id, null, 1, 1, part.getValue(), "{}", null, new byte[33], new byte[64]), null);
                    if (LABELS.containsKey(part.getKey())) {
                        store.putEdge(new Edge(
                                id,
                                part.getValue(),
                                LABELS.get(part.getKey()),
                                target,
                                1,
                                peer.identity.verifyingKey().bytes(),
                                new byte[64]));
                    }
                    return null;
                }));
                for (String namespace : List.of("sys", "SYS", "Sys", "sYS")) {
                    String name = namespace + "." + part.getKey();
                    refused(peer, "delete { " + name + " { $i } }", id, target);
                    refused(peer, "delete { alias: " + name + " { $i } }", id, target);
                    String reference = REFERENCES.get(part.getKey());
                    if (reference != null) {
                        refused(peer, "delete { " + name + " { $i " + reference + "[$t] } }", id, target);
                    }
                }
                Node row = OpenDatabase.await(peer.open.database.read(store -> store.node(id)));
                assertThat(row).isNotNull();
                if (LABELS.containsKey(part.getKey())) {
                    Edge edge = OpenDatabase.await(
                            peer.open.database.read(store -> store.edge(id, LABELS.get(part.getKey()), target)));
                    assertThat(edge).isNotNull();
                }
            }
        } finally {
            peer.close();
        }
    }

    private static void refused(LocalPeer peer, String text, Uid id, Uid target) {
        assertThatThrownBy(() -> peer.delete(text, Parameters.of("i", id, "t", target)))
                .as(text)
                .hasRootCauseInstanceOf(DiscretException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        DiscretException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DELETE_FORBIDDEN));
    }
}
