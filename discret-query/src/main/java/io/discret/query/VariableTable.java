package io.discret.query;

import io.discret.api.ErrorCode;
import io.discret.query.syntax.SourceText;
import io.discret.query.syntax.Word;
import io.discret.spi.QueryPlan;
import io.discret.spi.ScalarType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Collect the variables of one text (docs/protocol/11 §5.2, 12 §11.1). For use by one thread. */
final class VariableTable {
    private final SourceText source;
    private final Map<String, VariableType> types = new HashMap<>();
    private final Set<String> untyped = new HashSet<>();
    /** First place of each variable, so that faults are reported in the order of the text. */
    private final Map<String, Integer> places = new HashMap<>();

    VariableTable(SourceText source) {
        this.source = source;
    }

    /** Declare one use; every use of a variable must agree in kind and nullability. */
    QueryPlan.Operand declare(Word name, VariableType.Kind kind, boolean nullable) {
        VariableType type = new VariableType(kind, nullable);
        places.merge(name.text(), name.at(), Math::min);
        VariableType known = types.putIfAbsent(name.text(), type);
        if (known != null && !known.equals(type)) {
            throw source.error(
                    ErrorCode.VARIABLE_TYPE_CONFLICT,
                    "$" + name.text() + " is used as " + text(known) + " and as " + text(type) + "; use two variables",
                    name);
        }
        return new QueryPlan.Operand.Variable(name.text());
    }

    /** Declare a use that takes any value. */
    QueryPlan.Operand declareUntyped(Word name) {
        places.merge(name.text(), name.at(), Math::min);
        untyped.add(name.text());
        return new QueryPlan.Operand.Variable(name.text());
    }

    Variables variables() {
        Map<String, VariableType> typesInOrder = new LinkedHashMap<>();
        Set<String> untypedInOrder = new LinkedHashSet<>();
        places.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(place -> {
            String name = place.getKey();
            VariableType type = types.get(name);
            if (type != null) {
                typesInOrder.put(name, type);
            }
            if (untyped.contains(name)) {
                untypedInOrder.add(name);
            }
        });
        return new Variables(typesInOrder, untypedInOrder);
    }

    /** The kind of a user field; the value of a Json field is a text. */
    static VariableType.Kind kind(ScalarType type) {
        return switch (type) {
            case INTEGER -> VariableType.Kind.INTEGER;
            case FLOAT -> VariableType.Kind.FLOAT;
            case BOOLEAN -> VariableType.Kind.BOOLEAN;
            case STRING, JSON -> VariableType.Kind.STRING;
            case BASE64 -> VariableType.Kind.BASE64;
        };
    }

    private static String text(VariableType type) {
        return (type.nullable() ? "a nullable " : "a ") + type.kind();
    }
}
