package io.discret.assembling;

import java.util.Locale;

/** Prints one line for each thing that was tried: the reason for this module is to be read. */
final class Report {
    private Report() {}

    static void line(String format, Object... arguments) {
        System.out.println("matrix: " + String.format(Locale.ROOT, format, arguments));
    }
}
