package io.discret.benchmarks.hot;

import io.discret.api.Uid;
import io.discret.api.VerifyingKey;
import io.discret.core.identity.Identity;
import io.discret.core.rows.RowSigner;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Node;
import io.discret.spi.Signer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Make rows like those of a chat. Stateless. */
public final class Rows {
    /** The short name of the first entity of a model, and of its first field. */
    public static final String ENTITY = "1.0";

    static final Uid ROOM = uid(-1);
    static final long DATE = 1_700_000_000_000L;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Rows() {}

    /** About 50 characters, none twice. */
    public static String text(int number) {
        return "message number " + number + " lorem ipsum dolor sit amet";
    }

    /** A row of one day whose signature is as random as a real one, and wrong. */
    public static Node node(int number) {
        byte[] signature = new byte[Signer.SIGNATURE_SIZE];
        ByteBuffer.wrap(signature).putLong(number * SPREAD);
        return node(number, new byte[VerifyingKey.SIZE], signature);
    }

    /** Rows that are genuine. */
    static List<Node> signed(int count, Identity author, KeyDerivation keyDerivation) {
        RowSigner signer = new RowSigner(author, keyDerivation);
        return IntStream.range(0, count)
                .mapToObj(
                        number -> signer.sign(node(number, author.verifyingKey().bytes(), new byte[0])))
                .toList();
    }

    static Uid uid(long number) {
        return Uid.of(ByteBuffer.allocate(Uid.SIZE).putLong(number).array());
    }

    private static Node node(int number, byte[] verifyingKey, byte[] signature) {
        return new Node(
                uid(number),
                ROOM,
                DATE + number,
                DATE + number,
                ENTITY,
                "{\"32\":\"" + text(number) + "\"}",
                null,
                verifyingKey,
                signature);
    }
}
