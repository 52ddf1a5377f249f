package io.discret.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** How commands show what they found. Stateless. */
final class Shown {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Shown() {}

    /** Print a text; the exit code of a command that worked. */
    static int print(CommandSpec spec, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
        return 0;
    }

    /** A table, or a sentence when it is empty. */
    static String orElse(Table table, String sentence) {
        return table.isEmpty() ? sentence : table.toString();
    }

    /** A moment in the time zone of the reader; rows of the first start have none. */
    static String date(long millis) {
        return millis == 0 ? "" : TIME.format(Instant.ofEpochMilli(millis));
    }

    static String state(boolean enabled) {
        return enabled ? "enabled" : "disabled";
    }
}
