package io.discret.testkit;

import static io.discret.testkit.StoreRows.edgeDeletion;
import static io.discret.testkit.StoreRows.key;
import static io.discret.testkit.StoreRows.nodeDeletion;
import static io.discret.testkit.StoreRows.signature;
import static io.discret.testkit.StoreRows.uid;
import static org.assertj.core.api.Assertions.assertThat;

import io.discret.spi.Node;
import io.discret.spi.NodeDeletion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Prove that a store keeps the entries of what was deleted, and their signatures. */
public abstract class StoreDeletionContract extends OpenedStore {
    // Deletion entries.

    @Test
    void nodeDeletionsOfADayAndByIds() {
        NodeDeletion in = nodeDeletion(ROOM, 1, "0", DAY, 1);
        commit(() -> {
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", DAY - 1, 2));
            writer.putNodeDeletion(in);
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "1", DAY, 3));
            writer.putNodeDeletion(nodeDeletion(OTHER_ROOM, 1, "0", DAY, 4));
            writer.putNodeDeletion(nodeDeletion(ROOM, 2, "0", 2 * DAY, 5));
        });

        assertThat(reader.nodeDeletions(ROOM, "0", DAY, 2 * DAY)).containsExactly(in);
        assertThat(reader.nodeDeletions(ROOM, List.of(uid(1)))).hasSize(3).contains(in);
        assertThat(reader.nodeDeletions(ROOM, List.of(uid(2), uid(3)))).hasSize(1);
    }

    @Test
    void edgeDeletionsOfADay() {
        commit(() -> {
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, DAY - 1, 1));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, DAY, 2));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "1", 3, DAY, 3));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 4, 2 * DAY - 1, 4));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 2 * DAY, 5));
        });

        assertThat(reader.edgeDeletions(ROOM, "0", DAY, 2 * DAY))
                .containsExactlyInAnyOrder(
                        edgeDeletion(ROOM, 1, "0", 2, DAY, 2), edgeDeletion(ROOM, 1, "0", 4, 2 * DAY - 1, 4));
    }

    @Test
    void edgeDeletionsOfSources() {
        commit(() -> {
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, DAY, 1));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5 * DAY, 2));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 2, "0", 1, DAY, 3));
            writer.putEdgeDeletion(edgeDeletion(OTHER_ROOM, 1, "0", 2, DAY, 4));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 3, "1", 2, DAY, 5));
        });

        assertThat(reader.edgeDeletions(ROOM, List.of(uid(1), uid(3), uid(4))))
                .containsExactlyInAnyOrder(
                        edgeDeletion(ROOM, 1, "0", 2, DAY, 1),
                        edgeDeletion(ROOM, 1, "0", 2, 5 * DAY, 2),
                        edgeDeletion(ROOM, 3, "1", 2, DAY, 5));
        assertThat(reader.edgeDeletions(ROOM, List.of())).isEmpty();
    }

    @Test
    void anEntryReplacesTheOneWithItsKeyAndIsKnownBySignature() {
        commit(() -> {
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1));
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 2));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 4));
        });

        assertThat(reader.nodeDeletions(ROOM, "0", 0, DAY)).containsExactly(nodeDeletion(ROOM, 1, "0", 5, 2));
        assertThat(reader.edgeDeletions(ROOM, "0", 0, DAY)).containsExactly(edgeDeletion(ROOM, 1, "0", 2, 5, 4));
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 2))).isTrue();
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1))).isFalse();
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "1", 5, 2))).isFalse();
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "0", 6, 2))).isFalse();
        assertThat(reader.hasEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 4))).isTrue();
        assertThat(reader.hasEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3))).isFalse();
        assertThat(reader.hasEdgeDeletion(edgeDeletion(ROOM, 1, "0", 3, 5, 4))).isFalse();
    }

    @Test
    void anEntryIsRemovedWhenItIsExactlyThisOne() {
        commit(() -> {
            writer.putNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3));
        });
        commit(() -> {
            assertThat(writer.deleteNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 2)))
                    .isFalse();
            assertThat(writer.deleteEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 4)))
                    .isFalse();
        });
        assertThat(reader.hasNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1))).isTrue();
        assertThat(reader.hasEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3))).isTrue();

        commit(() -> {
            assertThat(writer.deleteNodeDeletion(nodeDeletion(ROOM, 1, "0", 5, 1)))
                    .isTrue();
            assertThat(writer.deleteEdgeDeletion(edgeDeletion(ROOM, 1, "0", 2, 5, 3)))
                    .isTrue();
        });
        assertThat(reader.nodeDeletions(ROOM, "0", 0, DAY)).isEmpty();
        assertThat(reader.edgeDeletions(ROOM, "0", 0, DAY)).isEmpty();
    }

    // Daily logs.

    @Test
    void signaturesOfADayAreSortedAsUnsignedBytesWithDuplicates() {
        commit(() -> {
            writer.putNode(signed(1, DAY, 0xd3L << 56), null);
            writer.putNode(signed(2, DAY, 5), null);
            writer.putNode(signed(3, DAY, 5), null);
            writer.putNode(signed(4, DAY - 1, 1), null);
            writer.putNode(signed(5, 2 * DAY, 1), null);
            writer.putNodeDeletion(nodeDeletion(ROOM, 9, "0", DAY, 0xfeL << 56));
            writer.putNodeDeletion(nodeDeletion(ROOM, 9, "0", DAY - 1, 2));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 9, "0", 2, 2 * DAY - 1, 0x07L << 56));
            writer.putEdgeDeletion(edgeDeletion(ROOM, 9, "1", 2, DAY, 3));
        });
        List<byte[]> found = new ArrayList<>();

        reader.forEachSignature(ROOM, "0", DAY, 2 * DAY, found::add);

        assertThat(found)
                .containsExactly(
                        signature(5),
                        signature(5),
                        signature(0x07L << 56),
                        signature(0xd3L << 56),
                        signature(0xfeL << 56));
        List<Long> dates = new ArrayList<>();
        reader.forEachDatedSignature(ROOM, "0", DAY, 2 * DAY, (signature, date) -> dates.add(date));
        assertThat(dates).containsExactly(DAY, DAY, 2 * DAY - 1, DAY, DAY);
    }

    /** "ordered by signature" (docs/protocol/21 §14.1): what is shorter than a signature, as a store may hold, has its place too. */
    @Test
    void signaturesOfADayThatBeginAlikeAreSorted() {
        byte[] whole = signature(7);
        List<byte[]> sorted = List.of(
                new byte[0],
                new byte[] {0},
                Arrays.copyOf(whole, 8),
                Arrays.copyOf(whole, 63),
                whole,
                whole,
                new byte[] {(byte) 0xff});
        commit(() -> {
            writer.putNode(signed(1, DAY + 2, whole), null);
            writer.putNode(signed(2, DAY + 1, whole), null);
            for (int i = 0; i < 4; i++) {
                writer.putNode(signed(10 + i, DAY, sorted.get(3 - i)), null);
            }
            writer.putNode(signed(3, DAY, sorted.get(6)), null);
        });
        List<byte[]> found = new ArrayList<>();
        List<Long> dates = new ArrayList<>();

        reader.forEachDatedSignature(ROOM, "0", DAY, 2 * DAY, (signature, date) -> {
            found.add(signature);
            dates.add(date);
        });

        assertThat(found).containsExactlyElementsOf(sorted);
        assertThat(dates).containsExactly(DAY, DAY, DAY, DAY, DAY + 1, DAY + 2, DAY);
    }

    private static Node signed(long number, long mdate, long signature) {
        return signed(number, mdate, signature(signature));
    }

    private static Node signed(long number, long mdate, byte[] signature) {
        return new Node(uid(number), ROOM, 1, mdate, "0", null, null, key(1), signature);
    }
}
