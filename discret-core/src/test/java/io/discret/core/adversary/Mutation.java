package io.discret.core.adversary;

import io.discret.core.wire.Answer;
import io.discret.core.wire.AnswerError;
import io.discret.core.wire.FrameWriter;
import io.discret.core.wire.QueryProtocol;
import io.discret.core.wire.StreamFlag;
import io.discret.spi.BincodeWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What can be done to the answer of one query on its way. */
interface Mutation {
    /** Send something instead of an answer. */
    void send(HostilePeer peer, HostileLine line, QueryProtocol asked, List<Answer> answer);

    /** Every mutation by its name. */
    static Map<String, Mutation> all() {
        Map<String, Mutation> all = new LinkedHashMap<>();
        damaged(all);
        announced(all);
        ordered(all);
        endless(all);
        return all;
    }

    private static void damaged(Map<String, Mutation> all) {
        all.put("the stream ends inside the frame", (peer, line, asked, answer) -> {
            byte[] frame = FrameWriter.frame(answer.get(0).encode());
            line.raw(StreamFlag.ANSWERS, Arrays.copyOf(frame, frame.length / 2));
            line.stream(StreamFlag.ANSWERS).finish();
        });
        all.put("half a message", each(message -> Arrays.copyOf(message, message.length / 2)));
        all.put("no message", each(message -> new byte[0]));
        all.put("half a payload", payload(payload -> Arrays.copyOf(payload, payload.length / 2)));
        all.put("no payload", payload(payload -> new byte[0]));
        all.put("a payload of another kind", payload(payload -> new BincodeWriter()
                .text("this is a text, and nothing else")
                .toByteArray()));
        all.put("random bytes", payload(payload -> {
            byte[] bytes = new byte[payload.length + 100];
            new Random(payload.length).nextBytes(bytes);
            return bytes;
        }));
        all.put("a boolean that is none", each(message -> {
            message[Long.BYTES + 1] = 2;
            return message;
        }));
        all.put("more bytes than the value has", payload(payload -> Arrays.copyOf(payload, payload.length + 1000)));
    }

    private static void announced(Map<String, Mutation> all) {
        all.put("a frame of 4 GiB", raw(ByteBuffer.allocate(4).putInt(-1).array()));
        all.put(
                "a frame above the bound",
                raw(ByteBuffer.allocate(4).putInt((4 << 20) + 1).array()));
        all.put("a payload of 16 EiB", each(message -> {
            Arrays.fill(message, Long.BYTES + 2, 2 * Long.BYTES + 2, (byte) -1);
            return message;
        }));
        all.put("a count of 2^64 - 1", payload(payload -> {
            Arrays.fill(payload, 0, Math.min(payload.length, Long.BYTES), (byte) -1);
            return payload;
        }));
        all.put("a count of 2^31 - 1", payload(payload -> {
            byte[] longer = Arrays.copyOf(payload, Math.max(payload.length, Long.BYTES));
            System.arraycopy(new BincodeWriter().u64(Integer.MAX_VALUE).toByteArray(), 0, longer, 0, Long.BYTES);
            return longer;
        }));
    }

    private static void ordered(Map<String, Mutation> all) {
        all.put(
                "under another number",
                (peer, line, asked, answer) -> answer.forEach(part ->
                        line.send(new Answer(part.id() + 1000, part.success(), part.complete(), part.serialized()))));
        all.put("under the next numbers, before they are asked", (peer, line, asked, answer) -> {
            for (long id = asked.id() + 1; id < asked.id() + 20; id++) {
                for (Answer part : answer) {
                    line.send(new Answer(id, true, part.complete(), part.serialized()));
                }
            }
            answer.forEach(line::send);
        });
        all.put("twice", (peer, line, asked, answer) -> {
            answer.forEach(line::send);
            answer.forEach(line::send);
        });
        all.put("each part 100 times", (peer, line, asked, answer) -> {
            for (int i = 0; i < 100; i++) {
                line.send(new Answer(asked.id(), true, false, answer.get(0).serialized()));
            }
            line.send(Answer.end(asked.id()));
        });
        all.put("the end first", (peer, line, asked, answer) -> {
            for (int i = answer.size() - 1; i >= 0; i--) {
                line.send(answer.get(i));
            }
        });
        all.put(
                "refused",
                (peer, line, asked, answer) ->
                        line.send(Answer.refused(asked.id(), AnswerError.authorisation(asked.query()))));
        all.put("failed in the middle", (peer, line, asked, answer) -> {
            line.send(new Answer(asked.id(), true, false, answer.get(0).serialized()));
            Answer error = Answer.refused(asked.id(), AnswerError.technical(asked.query()));
            line.send(new Answer(asked.id(), false, false, error.serialized()));
        });
        all.put(
                "refused in unknown words",
                (peer, line, asked, answer) -> line.send(new Answer(asked.id(), false, true, new byte[] {9, 9, 9})));
    }

    private static void endless(Map<String, Mutation> all) {
        all.put("never", (peer, line, asked, answer) -> {});
        all.put(
                "without an end, a part each five seconds",
                (peer, line, asked, answer) -> repeat(
                        peer,
                        line,
                        Duration.ofSeconds(5),
                        FrameWriter.frame(new Answer(
                                        asked.id(), true, false, answer.get(0).serialized())
                                .encode())));
        all.put(
                "without an end, parts of other queries each second",
                (peer, line, asked, answer) -> repeat(
                        peer,
                        line,
                        Duration.ofSeconds(1),
                        FrameWriter.frame(
                                Answer.part(asked.id() + 5000, new byte[0]).encode())));
        all.put(
                "a byte each second",
                (peer, line, asked, answer) ->
                        drip(peer, line, FrameWriter.frame(answer.get(0).encode()), 0));
    }

    private static void repeat(HostilePeer peer, HostileLine line, Duration pause, byte[] frame) {
        if (line.closed == null) {
            line.raw(StreamFlag.ANSWERS, frame);
            peer.environment.scheduler().schedule(pause, peer.executor, () -> repeat(peer, line, pause, frame));
        }
    }

    private static void drip(HostilePeer peer, HostileLine line, byte[] frame, int from) {
        if (line.closed == null && from < frame.length) {
            line.raw(StreamFlag.ANSWERS, new byte[] {frame[from]});
            peer.environment
                    .scheduler()
                    .schedule(Duration.ofSeconds(1), peer.executor, () -> drip(peer, line, frame, from + 1));
        }
    }

    /** Changes bytes; may change its argument. */
    interface Change {
        byte[] change(byte[] bytes);
    }

    private static Mutation each(Change change) {
        return (peer, line, asked, answer) ->
                answer.forEach(part -> line.frame(StreamFlag.ANSWERS, change.change(part.encode())));
    }

    private static Mutation payload(Change change) {
        return (peer, line, asked, answer) -> answer.forEach(part -> line.send(new Answer(
                part.id(),
                part.success(),
                part.complete(),
                change.change(part.serialized().clone()))));
    }

    private static Mutation raw(byte[] bytes) {
        return (peer, line, asked, answer) -> line.raw(StreamFlag.ANSWERS, bytes);
    }
}
