package io.discret.core.fuzz;

import io.discret.api.DiscretException;
import io.discret.core.rows.RowCodec;
import io.discret.core.wire.Answer;
import io.discret.core.wire.AnswerError;
import io.discret.core.wire.ConnectionInfo;
import io.discret.core.wire.Payload;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.RemoteEvent;
import io.discret.core.wire.WireLimits;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;
import io.discret.spi.FrameDecoder;
import io.discret.testkit.FuzzCorpus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Fuzz target: every message of a connection, what answers carry, and frames (docs/protocol/40 §4.2, §6).
 *
 * <p>The first byte chooses the decoder; the last ones are those of payloads of our own (docs/protocol/41 §12). What is read and written again must read as the same bytes.
 */
public final class WireFuzz {
    private static final List<UnaryOperator<byte[]>> DECODERS = List.of(
            bytes -> Answer.decode(bytes).encode(),
            bytes -> QueryProtocol.decode(bytes).encode(),
            bytes -> RemoteEvent.decode(bytes).encode(),
            bytes -> ConnectionInfo.decode(bytes).encode(),
            WireFuzz::error,
            payload(Payload.PROVE_IDENTITY),
            payload(Payload.HARDWARE_FINGERPRINT),
            payload(Payload.ROOM_LIST),
            payload(Payload.ROOM_DEFINITION),
            payload(Payload.ROOM_NODE),
            payload(Payload.ROOM_LOG),
            payload(Payload.EDGE_DELETION_LOG),
            payload(Payload.NODE_DELETION_LOG),
            payload(Payload.ROOM_DAILY_NODES),
            payload(Payload.NODES),
            payload(Payload.EDGES),
            WireFuzz::node,
            WireFuzz::frames);

    private static final List<UnaryOperator<byte[]>> OWN =
            List.of(payload(Payload.DAY_ROWS), payload(Payload.DAY_SPANS), payload(Payload.PEERS_DIGEST));

    /** The first byte from which on {@link #OWN} are chosen: a multiple of the others, so that older inputs mean what they did. */
    private static final int FIRST_OWN = 252;

    private WireFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length > 0) {
            int first = Byte.toUnsignedInt(data[0]);
            UnaryOperator<byte[]> decoder = first < FIRST_OWN
                    ? DECODERS.get(first % DECODERS.size())
                    : OWN.get((first - FIRST_OWN) % OWN.size());
            byte[] message = Arrays.copyOfRange(data, 1, data.length);
            FuzzCorpus.readOrRefuse(() -> {
                byte[] written = decoder.apply(message);
                if (!Arrays.equals(decoder.apply(written), written)) {
                    throw new AssertionError("what was written reads differently");
                }
            });
        }
    }

    private static <T> UnaryOperator<byte[]> payload(Payload<T> payload) {
        return bytes -> payload.encode(payload.decode(bytes));
    }

    private static byte[] error(byte[] bytes) {
        BincodeWriter out = new BincodeWriter();
        AnswerError.read(new BincodeReader(bytes)).write(out);
        return out.toByteArray();
    }

    private static byte[] node(byte[] bytes) {
        BincodeWriter out = new BincodeWriter();
        RowCodec.write(out, RowCodec.readNode(new BincodeReader(bytes)));
        return out.toByteArray();
    }

    /** Frames come out the same, whatever pieces the bytes come in. */
    private static byte[] frames(byte[] bytes) {
        byte[] whole = fed(bytes, bytes.length);
        int piece = bytes.length == 0 ? 1 : 1 + Byte.toUnsignedInt(bytes[0]) % 7;
        if (!Arrays.equals(whole, fed(bytes, piece))) {
            throw new AssertionError("frames differ with pieces of " + piece);
        }
        return new byte[0];
    }

    private static byte[] fed(byte[] bytes, int piece) {
        FrameDecoder decoder = new FrameDecoder(WireLimits.EVENT_FRAME);
        List<byte[]> frames = new ArrayList<>();
        BincodeWriter out = new BincodeWriter();
        try {
            for (int at = 0; at < bytes.length; at += piece) {
                decoder.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)), frames::add);
            }
        } catch (DiscretException refused) {
            out.u8(1);
        }
        frames.forEach(out::byteString);
        return out.toByteArray();
    }
}
