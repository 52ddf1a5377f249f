package io.discret.query.syntax;

import java.util.Locale;

/** Write what a model says as a text that reads as the same records. For use by one thread, once. */
public final class ModelPrinter {
    private final Layout out = new Layout();

    private ModelPrinter() {}

    /** The text of a model; comments are not kept. */
    public static String print(ModelText model) {
        ModelPrinter printer = new ModelPrinter();
        printer.out.join("\n", model.namespaces(), printer::namespace);
        return printer.out.toString();
    }

    private void namespace(ModelText.Namespace namespace) {
        out.add(namespace.name()).add(namespace.name().isEmpty() ? "" : " ");
        out.block('{', "", '}', namespace.entities(), this::entity);
    }

    private void entity(ModelText.Entity entity) {
        out.add(entity.deprecated() ? "@deprecated " : "").add(entity.name().text());
        out.add(entity.fullText() ? " " : "(no_full_text_index) ");
        out.block('{', ",", '}', entity.entries(), this::entry);
    }

    private void entry(ModelText.Entry entry) {
        if (entry instanceof ModelText.Index index) {
            out.add("index(").join(", ", index.fields(), field -> out.add(field.text()));
            out.add(")");
            return;
        }
        ModelText.Field field = (ModelText.Field) entry;
        out.add(field.deprecated() ? "@deprecated " : "").add(field.name().text());
        out.add(": ");
        if (field.type() instanceof ModelText.Relation relation) {
            String target = relation.target().text();
            out.add(relation.many() ? "[" + target + "]" : target);
        } else {
            scalar((ModelText.Scalar) field.type());
        }
        out.add(field.nullable() ? " nullable" : "");
    }

    private void scalar(ModelText.Scalar scalar) {
        String name = scalar.type().name();
        out.add(name.substring(0, 1)).add(name.substring(1).toLowerCase(Locale.ROOT));
        Atom defaultValue = scalar.defaultValue();
        if (defaultValue != null) {
            out.add(" default ").atom(defaultValue);
        }
    }
}
