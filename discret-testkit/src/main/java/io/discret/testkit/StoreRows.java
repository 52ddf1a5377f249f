package io.discret.testkit;

import io.discret.api.Uid;
import io.discret.spi.DailyLog;
import io.discret.spi.Edge;
import io.discret.spi.EdgeDeletion;
import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Make rows that look like signed ones, different for each number. Stateless. */
public final class StoreRows {
    private StoreRows() {}

    /** An id made of a number, the order of which is the order of the numbers. */
    public static Uid uid(long number) {
        byte[] bytes = new byte[Uid.SIZE];
        for (int i = 0; i < 8; i++) {
            bytes[Uid.SIZE - 1 - i] = (byte) (number >>> (8 * i));
        }
        return Uid.of(bytes);
    }

    /** An exported key made of a number. */
    public static byte[] key(int number) {
        byte[] key = new byte[33];
        Arrays.fill(key, (byte) number);
        key[0] = 1;
        return key;
    }

    /** A signature made of a number; the order as unsigned bytes is the order of the numbers. */
    public static byte[] signature(long number) {
        byte[] signature = new byte[64];
        for (int i = 0; i < 8; i++) {
            signature[i] = (byte) (number >>> (56 - 8 * i));
        }
        return signature;
    }

    /** A row of key 1; its signature is that of the number. */
    public static Node node(long number, @Nullable Uid room, String entity, long mdate, @Nullable String json) {
        return new Node(uid(number), room, mdate, mdate, entity, json, null, key(1), signature(number));
    }

    /** An edge of key 1 from one numbered row to another. */
    public static Edge edge(long src, String srcEntity, String label, long dest, long cdate) {
        return new Edge(uid(src), srcEntity, label, uid(dest), cdate, key(1), signature(src * 1000 + dest));
    }

    public static NodeDeletion nodeDeletion(Uid room, long id, String entity, long deletionDate, long signature) {
        return new NodeDeletion(room, uid(id), entity, deletionDate - 1, deletionDate, key(1), signature(signature));
    }

    public static EdgeDeletion edgeDeletion(
            Uid room, long src, String srcEntity, long dest, long deletionDate, long signature) {
        return new EdgeDeletion(
                room,
                uid(src),
                srcEntity,
                uid(dest),
                "32",
                deletionDate - 1,
                deletionDate,
                key(1),
                signature(signature));
    }

    /** A computed line. */
    public static DailyLog line(Uid room, long date, String entity, int entries) {
        return new DailyLog(room, date, entity, entries, new byte[] {1, 2}, new byte[] {3}, false);
    }
}
