package io.discret.core.adversary;

import io.discret.api.ErrorCode;
import io.discret.core.identity.Crypto;
import io.discret.core.rows.RowSigner;
import io.discret.spi.Node;
import io.discret.spi.NodeIdentifier;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows that must not get in (docs/protocol/21 §5, §16). */
final class NodeForgeries {
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final long YEAR_10000 = 253_402_300_800_000L;

    private NodeForgeries() {}

    static Stream<Forgery> all() {
        return Stream.of(signatures(), keys(), places(), dates(), contents(), ids())
                .flatMap(List::stream);
    }

    private static List<Forgery> signatures() {
        return List.of(
                changed("signed by somebody else", ErrorCode.BAD_SIGNATURE, (world, row) -> {
                    Node strange = strangers(world).sign(row);
                    return with(row, row.verifyingKey(), strange.signature());
                }),
                changed(
                        "another id",
                        ErrorCode.BAD_SIGNATURE,
                        (world, row) -> new Node(
                                world.hostile.uids.next(),
                                row.roomId(),
                                row.cdate(),
                                row.mdate(),
                                row.entity(),
                                row.json(),
                                row.binary(),
                                row.verifyingKey(),
                                row.signature())),
                changed(
                        "another creation date",
                        ErrorCode.BAD_SIGNATURE,
                        (world, row) -> new Node(
                                row.id(),
                                row.roomId(),
                                row.cdate() - 1,
                                row.mdate(),
                                row.entity(),
                                row.json(),
                                row.binary(),
                                row.verifyingKey(),
                                row.signature())),
                changed(
                        "another date",
                        ErrorCode.BAD_SIGNATURE,
                        (world, row) -> new Node(
                                row.id(),
                                row.roomId(),
                                row.cdate(),
                                row.mdate() + 1,
                                row.entity(),
                                row.json(),
                                row.binary(),
                                row.verifyingKey(),
                                row.signature())),
                changed(
                        "another text",
                        ErrorCode.BAD_SIGNATURE,
                        (world, row) -> new Node(
                                row.id(),
                                row.roomId(),
                                row.cdate(),
                                row.mdate(),
                                row.entity(),
                                "{\"32\":\"other\"}",
                                row.binary(),
                                row.verifyingKey(),
                                row.signature())),
                changed(
                        "bytes that were not signed",
                        ErrorCode.BAD_SIGNATURE,
                        (world, row) -> new Node(
                                row.id(),
                                row.roomId(),
                                row.cdate(),
                                row.mdate(),
                                row.entity(),
                                row.json(),
                                new byte[1],
                                row.verifyingKey(),
                                row.signature())),
                changed(
                        "no signature",
                        ErrorCode.SIGNATURE_LENGTH,
                        (world, row) -> with(row, row.verifyingKey(), new byte[0])),
                changed(
                        "a short signature",
                        ErrorCode.SIGNATURE_LENGTH,
                        (world, row) -> with(row, row.verifyingKey(), Arrays.copyOf(row.signature(), 63))),
                changed(
                        "a long signature",
                        ErrorCode.SIGNATURE_LENGTH,
                        (world, row) -> with(row, row.verifyingKey(), Arrays.copyOf(row.signature(), 65))),
                changed(
                        "a signature of zeros",
                        ErrorCode.BAD_SIGNATURE,
                        (world, row) -> with(row, row.verifyingKey(), new byte[64])),
                changed(
                        "a signature with S above the order of the group",
                        ErrorCode.BAD_SIGNATURE,
                        (world, row) -> with(row, row.verifyingKey(), aboveOrder(row.signature()))));
    }

    private static List<Forgery> keys() {
        return List.of(
                changed("no key", ErrorCode.KEY_LENGTH, (world, row) -> with(row, new byte[0], row.signature())),
                changed(
                        "a short key",
                        ErrorCode.KEY_LENGTH,
                        (world, row) -> with(row, Arrays.copyOf(row.verifyingKey(), 32), row.signature())),
                changed(
                        "a long key",
                        ErrorCode.KEY_LENGTH,
                        (world, row) -> with(row, Arrays.copyOf(row.verifyingKey(), 34), row.signature())),
                changed("a key of another kind", ErrorCode.KEY_TYPE, (world, row) -> {
                    byte[] key = row.verifyingKey().clone();
                    key[0] = 2;
                    return with(row, key, row.signature());
                }),
                // Anybody can sign for these (docs/protocol/21 §5): the key says 1 = the neutral element, 0 = order 4.
                changed("a key of order 1", null, (world, row) -> with(row, key(1), neutralSignature())),
                changed("a key of order 4", null, (world, row) -> with(row, key(0), neutralSignature())));
    }

    private static List<Forgery> places() {
        return List.of(
                signed("of a user without a right", ErrorCode.NOT_AUTHORISED, (world, row) -> strangers(world)
                        .sign(row)),
                signed(
                        "in another room",
                        ErrorCode.NOT_IN_ROOM,
                        (world, row) -> world.hostile.signer.sign(HostileSide.unsigned(
                                row.id(), world.hostile.uids.next(), row.mdate(), row.entity(), "{\"32\":\"x\"}"))),
                signed(
                        "in no room",
                        ErrorCode.NOT_IN_ROOM,
                        (world, row) -> world.hostile.signer.sign(new Node(
                                row.id(),
                                null,
                                row.cdate(),
                                row.mdate(),
                                row.entity(),
                                row.json(),
                                null,
                                new byte[0],
                                new byte[0]))),
                entity("9.9"),
                entity("1.1"),
                entity("0.0"),
                entity("0.1"),
                entity("0.2"),
                entity("0.3"),
                entity("0.4"),
                signed(
                        "of no entity",
                        ErrorCode.EMPTY_ENTITY,
                        (world, row) -> new Node(
                                row.id(),
                                row.roomId(),
                                row.cdate(),
                                row.mdate(),
                                "",
                                row.json(),
                                null,
                                row.verifyingKey(),
                                row.signature())));
    }

    /** A row of another entity than the day that is pulled. */
    private static Forgery entity(String entity) {
        return new Forgery("of entity " + entity + " among others", ErrorCode.UNKNOWN_ENTITY, (world, room) -> {
            Node row = world.hostile.signer.sign(HostileSide.unsigned(
                    world.hostile.uids.next(), room.id, world.now(), entity, "{\"32\":\"x\",\"33\":true}"));
            room.extraNodes.add(row);
            room.identifiers.add(new NodeIdentifier(row.id(), row.mdate(), row.signature()));
        });
    }

    private static List<Forgery> dates() {
        return Stream.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, YEAR_10000)
                .flatMap(date -> Stream.of(
                        date("changed at " + date, 1_600_000_000_000L, date),
                        date("created at " + date, date, 1_600_000_000_000L),
                        new Forgery(
                                "offered at " + date,
                                ErrorCode.BAD_DATE,
                                (world, room) -> room.identifiers.add(
                                        new NodeIdentifier(world.hostile.uids.next(), date, new byte[64])))))
                .toList();
    }

    /** Offered with a possible date, sent with another. */
    private static Forgery date(String name, long created, long changed) {
        // A date above the offered one makes the row a later version, which is asked for again and then refused.
        ErrorCode reason = changed > YEAR_10000 - 1 ? null : ErrorCode.BAD_DATE;
        return new Forgery(name, reason, (world, room) -> {
            Node draft = HostileSide.unsigned(world.hostile.uids.next(), room.id, 0, "1.0", "{\"32\":\"x\"}");
            Node row = world.hostile.signer.sign(new Node(
                    draft.id(), draft.roomId(), created, changed, "1.0", draft.json(), null, new byte[0], new byte[0]));
            room.extraNodes.add(row);
            room.identifiers.add(new NodeIdentifier(row.id(), world.now(), row.signature()));
        });
    }

    private static List<Forgery> contents() {
        return List.of(
                json("not JSON", "{", ErrorCode.JSON),
                json("JSON and more", "{\"32\":\"x\"} x", ErrorCode.JSON),
                json("no object", "[1]", ErrorCode.JSON_NOT_OBJECT),
                json("a number too large", "{\"32\":\"x\",\"34\":{\"a\":1e999}}", ErrorCode.JSON),
                json("half a surrogate pair", "{\"32\":\"\\ud800\"}", ErrorCode.JSON),
                json("too deep", "{\"32\":\"x\",\"34\":" + "[".repeat(200) + "]".repeat(200) + "}", ErrorCode.JSON),
                json(
                        "deeper than any stack",
                        "{\"32\":\"x\",\"34\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                        ErrorCode.JSON),
                json("a value missing", "{}", ErrorCode.REQUIRED_FIELD_MISSING),
                json("null for a value that must be", "{\"32\":null}", ErrorCode.NOT_NULLABLE),
                json("a number for a text", "{\"32\":1}", ErrorCode.FIELD_TYPE_MISMATCH),
                json("larger than allowed", "{\"32\":\"" + "x".repeat(262_144) + "\"}", ErrorCode.NODE_TOO_BIG));
    }

    private static List<Forgery> ids() {
        return List.of(
                new Forgery(
                        "not asked for",
                        ErrorCode.UNKNOWN_ID,
                        (world, room) -> room.extraNodes.add(world.message("not asked for"))),
                new Forgery("a row of the friend under another author", ErrorCode.NOT_AUTHORISED, (world, room) -> {
                    Node mine = friendly(world);
                    room.nodes.add(strangers(world)
                            .sign(HostileSide.unsigned(
                                    mine.id(), room.id, world.now() + 1000, "1.0", "{\"32\":\"stolen\"}")));
                }),
                new Forgery("an older version for a newer one", null, (world, room) -> {
                    Node mine = friendly(world);
                    room.extraNodes.add(world.hostile.signer.sign(
                            HostileSide.unsigned(mine.id(), room.id, mine.mdate() - 1, "1.0", "{\"32\":\"old\"}")));
                    room.identifiers.add(new NodeIdentifier(mine.id(), world.now() + 1000, new byte[64]));
                }),
                new Forgery(
                        "a signature that is none, offered",
                        ErrorCode.SIGNATURE_LENGTH,
                        (world, room) -> room.identifiers.add(
                                new NodeIdentifier(world.hostile.uids.next(), world.now(), new byte[9]))));
    }

    // Parts.

    private interface Change {
        Node change(HostileSide world, Node row);
    }

    /** A genuine row that is damaged. */
    private static Forgery changed(String name, @Nullable ErrorCode reason, Change change) {
        return new Forgery(name, reason, (world, room) -> {
            Node row = change.change(world, world.message("forged"));
            room.extraNodes.add(row);
            room.identifiers.add(new NodeIdentifier(row.id(), row.mdate(), new byte[64]));
        });
    }

    /** A row that is genuine, but has no place here. */
    private static Forgery signed(String name, ErrorCode reason, Change change) {
        return new Forgery(name, reason, (world, room) -> {
            Node row = change.change(world, world.message("forged"));
            room.extraNodes.add(row);
            room.identifiers.add(new NodeIdentifier(row.id(), row.mdate(), row.signature()));
        });
    }

    /** Signed by hand, as no honest signer would. */
    private static Forgery json(String name, String json, ErrorCode reason) {
        return new Forgery(
                name,
                reason,
                (world, room) -> room.nodes.add(world.signedAsItIs(
                        HostileSide.unsigned(world.hostile.uids.next(), room.id, world.now(), "1.0", json))));
    }

    private static RowSigner strangers(HostileSide world) {
        return new RowSigner(world.stranger, Crypto.DERIVATION);
    }

    /** A row that the friend wrote. */
    static Node friendly(HostileSide world) {
        return world.held().nodes().stream()
                .filter(node -> node.entity().equals("1.0"))
                .findFirst()
                .orElseThrow();
    }

    private static Node with(Node row, byte[] key, byte[] signature) {
        return new Node(
                row.id(),
                row.roomId(),
                row.cdate(),
                row.mdate(),
                row.entity(),
                row.json(),
                row.binary(),
                key,
                signature);
    }

    private static byte[] key(int y) {
        byte[] key = new byte[33];
        key[0] = 1;
        key[1] = (byte) y;
        return key;
    }

    /** R = neutral element, S = 0. */
    private static byte[] neutralSignature() {
        byte[] signature = new byte[64];
        signature[0] = 1;
        return signature;
    }

    private static byte[] aboveOrder(byte[] signature) {
        byte[] changed = signature.clone();
        byte[] big = new byte[32];
        for (int i = 0; i < 32; i++) {
            big[i] = signature[63 - i];
        }
        byte[] sum = new BigInteger(1, big).add(ORDER).toByteArray();
        for (int i = 0; i < 32; i++) {
            changed[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
        }
        return changed;
    }
}
