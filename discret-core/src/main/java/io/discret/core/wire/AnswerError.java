package io.discret.core.wire;

import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;

/** Say why a query is not answered (docs/protocol/40 §6.9). Only the first two kinds are ever sent. */
public record AnswerError(Kind kind, String text) {
    /** What went wrong. */
    public enum Kind {
        AUTHORISATION(0),
        REMOTE_TECHNICAL(1),
        TIME_OUT(2),
        PARSING(3),
        TECHNICAL(4);

        private final int index;

        Kind(int index) {
            this.index = index;
        }

        private boolean hasText() {
            return this == AUTHORISATION || this == REMOTE_TECHNICAL;
        }

        private static Kind of(int index) {
            for (Kind kind : values()) {
                if (kind.index == index) {
                    return kind;
                }
            }
            throw WireErrors.unknownVariant("Error", index);
        }
    }

    /** The peer may not ask this. */
    public static AnswerError authorisation(Query query) {
        return new AnswerError(Kind.AUTHORISATION, query.text());
    }

    /** Something failed here. */
    public static AnswerError technical(Query query) {
        return new AnswerError(Kind.REMOTE_TECHNICAL, query.text());
    }

    /** Read the binary form. */
    public static AnswerError read(BincodeReader in) {
        Kind kind = Kind.of(in.u32());
        return new AnswerError(kind, kind.hasText() ? in.text() : "");
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        out.u32(kind.index);
        if (kind.hasText()) {
            out.text(text);
        }
    }
}
