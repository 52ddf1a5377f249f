package io.discret.core.sync;

import io.discret.api.ErrorCode;
import io.discret.api.Uid;
import io.discret.spi.NodeDeletion;
import io.discret.spi.NodeIdentifier;
import io.discret.spi.NodeVersion;
import io.discret.spi.Signer;
import io.discret.spi.StoreReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Choose of the rows that a peer offers those to ask for (docs/protocol/41 §6.4.4). Safe for use by any thread. */
final class RowChoice {
    private final RoomRules rules;

    RowChoice(RoomRules rules) {
        this.rules = rules;
    }

    /** What a part of the ids holds: those to ask for, and how many are refused or wait. */
    record Found(List<NodeIdentifier> newer, RoomReport.Counts counts) {}

    /** Those that are newer than here, not deleted here for good, and whose time has come. */
    Found of(StoreReader reader, List<NodeIdentifier> part) {
        RoomReport.Counts dropped = new RoomReport.Counts();
        Map<Uid, NodeVersion> local =
                reader.versions(part.stream().map(NodeIdentifier::id).toList());
        List<NodeIdentifier> newer = new ArrayList<>();
        for (NodeIdentifier one : part) {
            if (one.signature().length != Signer.SIGNATURE_SIZE) {
                dropped.refused(ErrorCode.SIGNATURE_LENGTH, 1);
            } else if (!SyncLimits.sane(one.mdate())) {
                dropped.refused(ErrorCode.BAD_DATE, 1);
            } else if (RoomRules.isNewer(one.mdate(), one.signature(), local.get(one.id()))) {
                if (rules.waits(one.mdate())) {
                    dropped.waiting(1, one.mdate());
                } else {
                    newer.add(one);
                }
            }
        }
        Set<NodeIdentifier> gone = deleted(reader, newer);
        return new Found(newer.stream().filter(one -> !gone.contains(one)).toList(), dropped);
    }

    /** Rows that whoever deleted them may delete, whoever wrote them; of the others the author decides (docs/protocol/41 §11.13). */
    private Set<NodeIdentifier> deleted(StoreReader reader, List<NodeIdentifier> offered) {
        List<Uid> ids = offered.stream().map(NodeIdentifier::id).toList();
        List<NodeDeletion> entries = ids.isEmpty() ? List.of() : reader.nodeDeletions(rules.room(), ids);
        Set<NodeIdentifier> gone = new HashSet<>();
        if (!entries.isEmpty()) {
            for (NodeIdentifier one : offered) {
                boolean dropped = entries.stream()
                        .anyMatch(entry -> entry.id().equals(one.id())
                                && entry.mdate() >= one.mdate()
                                && rules.mayDeleteAll(entry));
                if (dropped) {
                    gone.add(one);
                }
            }
        }
        return gone;
    }
}
