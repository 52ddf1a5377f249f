package io.discret.query.fuzz;

import io.discret.api.DiscretException;
import io.discret.query.syntax.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the fuzz targets have in common. */
final class FuzzInput {
    private FuzzInput() {}

    /** A text of the bytes: UTF-16 behind a leading FE, so that halves of surrogate pairs are tried; else UTF-8. */
    static String text(byte[] data) {
        return data.length > 0 && data[0] == (byte) 0xfe
                ? new String(data, 1, data.length - 1, StandardCharsets.UTF_16BE)
                : new String(data, StandardCharsets.UTF_8);
    }

    /** A text is read, or refused with an error of ours; anything else is a finding. */
    static void readOrRefuse(String text, Consumer<String> read) {
        try {
            read.accept(text);
        } catch (DiscretException expected) {
            if (expected.getMessage() == null || expected.code() == null) {
                throw new AssertionError("an error without words", expected);
            }
        }
    }

    /** What is printed from the record of an accepted text reads as the same record. */
    static <T> void roundTrip(String text, Function<SourceText, T> read, Function<T, String> print) {
        T first;
        try {
            first = read.apply(new SourceText(text));
        } catch (DiscretException refused) {
            return;
        }
        String printed = print.apply(first);
        if (printed.length() <= SourceText.MAX_LENGTH
                && !read.apply(new SourceText(printed)).equals(first)) {
            throw new AssertionError("printed text reads differently: " + printed);
        }
    }
}
