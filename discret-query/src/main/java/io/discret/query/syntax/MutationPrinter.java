package io.discret.query.syntax;

/** Write what a mutation says as a text that reads as the same records. For use by one thread, once. */
public final class MutationPrinter {
    private final Layout out = new Layout();

    private MutationPrinter() {}

    /** The text of a mutation; comments are not kept. */
    public static String print(MutationText mutation) {
        MutationPrinter printer = new MutationPrinter();
        Layout out = printer.out.add("mutate ").optional(mutation.name());
        return out.block('{', "", '}', mutation.entities(), printer::entity).toString();
    }

    private void entity(MutationText.Entity entity) {
        out.alias(entity.alias()).add(entity.name().text()).add(" ");
        block(entity.block());
    }

    private void block(MutationText.Block block) {
        out.block('{', "", '}', block.fields(), this::field);
    }

    private void field(MutationText.Field field) {
        out.add(field.name().text()).add(": ");
        if (field.value() instanceof MutationText.One one) {
            block(one.block());
        } else if (field.value() instanceof MutationText.Many many) {
            out.block('[', ",", ']', many.blocks(), this::block);
        } else {
            out.atom(((MutationText.Scalar) field.value()).atom());
        }
    }
}
