package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.discret.api.DiscretException;
import io.discret.testkit.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Read the golden vectors of the languages. */
final class VectorFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VectorFile() {}

    static JsonNode read(String name) {
        try {
            return JSON.readTree(Vectors.file(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> elements(JsonNode array) {
        Iterator<JsonNode> elements = array.elements();
        Iterable<JsonNode> iterable = () -> elements;
        return StreamSupport.stream(iterable.spliterator(), false);
    }

    /** The kinds of the vectors are the lower-case names of the codes. */
    static void assertRefused(String error, ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(DiscretException.class);
        assertThat(((DiscretException) thrown).code().text()).isEqualTo(error);
    }
}
