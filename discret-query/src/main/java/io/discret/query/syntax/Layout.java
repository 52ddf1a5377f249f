package io.discret.query.syntax;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Write a text with one item a line, blocks indented by two blanks. For use by one thread. */
final class Layout {
    private final StringBuilder out = new StringBuilder();
    private int depth;

    Layout add(String text) {
        out.append(text);
        return this;
    }

    /** A name and a blank, if there is one. */
    Layout optional(@Nullable Word name) {
        return name == null ? this : add(name.text()).add(" ");
    }

    Layout alias(@Nullable Word alias) {
        return alias == null ? this : add(alias.text()).add(": ");
    }

    Layout atom(Atom atom) {
        return add(
                switch (atom.kind()) {
                    case VARIABLE -> "$" + atom.text();
                    // The only escape with a meaning (docs/protocol/10 §2).
                    case STRING -> '"' + atom.text().replace("\"", "\\\"") + '"';
                    default -> atom.text();
                });
    }

    /** Items on one line. */
    <T> Layout join(String separator, List<T> items, Consumer<T> write) {
        for (int i = 0; i < items.size(); i++) {
            add(i == 0 ? "" : separator);
            write.accept(items.get(i));
        }
        return this;
    }

    /** Items in braces or brackets, one a line. */
    <T> Layout block(char open, String separator, char close, List<T> items, Consumer<T> write) {
        out.append(open);
        depth++;
        for (int i = 0; i < items.size(); i++) {
            add(i == 0 ? "" : separator).line();
            write.accept(items.get(i));
        }
        depth--;
        line();
        out.append(close);
        return this;
    }

    Layout line() {
        out.append('\n').append("  ".repeat(depth));
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
