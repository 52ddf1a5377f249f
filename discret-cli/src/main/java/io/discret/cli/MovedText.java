package io.discret.cli;

import io.discret.api.ArchiveSummary;

/** Tell people what was moved. Stateless. */
final class MovedText {
    private MovedText() {}

    static String of(ArchiveSummary moved, String done, String where) {
        String text = "%s %d rows, %d relations, %d deletion entries and %d rooms %s.%n"
                .formatted(done, moved.rows(), moved.relations(), moved.deletions(), moved.rooms(), where);
        if (moved.continued()) {
            text += "A part had been done before.%n".formatted();
        }
        if (moved.refused() > 0) {
            text += "%d of them were left out: their signatures are not genuine.%n".formatted(moved.refused());
        }
        return text;
    }
}
