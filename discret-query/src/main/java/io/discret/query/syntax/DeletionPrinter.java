package io.discret.query.syntax;

import java.util.stream.Collectors;

/** Write what a deletion says as a text that reads as the same records. For use by one thread, once. */
public final class DeletionPrinter {
    private final Layout out = new Layout();

    private DeletionPrinter() {}

    /** The text of a deletion; comments are not kept. */
    public static String print(DeletionText deletion) {
        DeletionPrinter printer = new DeletionPrinter();
        Layout out = printer.out.add("delete ").optional(deletion.name());
        return out.block('{', "", '}', deletion.entities(), printer::entity).toString();
    }

    private void entity(DeletionText.Entity entity) {
        out.alias(entity.alias())
                .add(entity.name().text())
                .add(" { $")
                .add(entity.idVariable().text());
        for (DeletionText.Reference reference : entity.references()) {
            out.add(" ").add(reference.field().text()).add("[");
            out.add(reference.variables().stream()
                    .map(name -> "$" + name.text())
                    .collect(Collectors.joining(", ")));
            out.add("]");
        }
        out.add(" }");
    }
}
