package io.discret.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as they need. Not safe for use by several threads. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Add a row; it has as many cells as there are headings. */
    Table row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("A row has " + rows.get(0).size() + " cells, not " + cells.length + ".");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Whether there are no rows below the headings. */
    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Lines without blanks at their ends. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = oneLine(row.get(i));
                line.append(cell).append(" ".repeat(width(i) - length(cell))).append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.substring(0, text.length() - 1);
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> length(oneLine(row.get(column))))
                .max()
                .orElse(0);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    /** A cell may hold what a peer wrote: no line end and no control sequence reaches the terminal. */
    private static String oneLine(String cell) {
        return cell.replaceAll("\\p{Cntrl}", " ");
    }
}
