package io.discret.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.query.syntax.DeletionPrinter;
import io.discret.query.syntax.DeletionReader;
import io.discret.query.syntax.ModelPrinter;
import io.discret.query.syntax.ModelReader;
import io.discret.query.syntax.MutationPrinter;
import io.discret.query.syntax.MutationReader;
import io.discret.query.syntax.QueryPrinter;
import io.discret.query.syntax.QueryReader;
import io.discret.query.syntax.SourceText;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Issue 4: "every accepted text printed from its syntax record parses to the same record". */
class RoundTripTest {
    private static final int RECORDS = 2_000;

    @Test
    void models() {
        check(RandomTexts::model, ModelPrinter::print, ModelReader::read);
    }

    @Test
    void mutations() {
        check(RandomTexts::mutation, MutationPrinter::print, MutationReader::read);
    }

    @Test
    void deletions() {
        check(RandomTexts::deletion, DeletionPrinter::print, DeletionReader::read);
    }

    @Test
    void queries() {
        check(RandomTexts::query, QueryPrinter::print, QueryReader::read);
    }

    private static <T> void check(
            Function<RandomTexts, T> make, Function<T, String> print, Function<SourceText, T> read) {
        for (long seed = 0; seed < RECORDS; seed++) {
            T record = make.apply(new RandomTexts(seed));
            String text = print.apply(record);
            assertThat(read.apply(new SourceText(text)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(record);
        }
    }

    /** For people: one item a line, indented. */
    @Test
    void textsAreLaidOut() {
        assertThat(TextFormat.query("query q{r:ns.A(first 3,x>=1 , order_by(x desc)){x n:count() b{y}}}"))
                .isEqualTo(
                        """
                        query q {
                          r: ns.A(first 3, x >= 1, order_by(x desc)) {
                            x
                            n: count()
                            b {
                              y
                            }
                          }
                        }""");
        assertThat(TextFormat.model(
                        "ns{A(no_full_text_index){x:integer default 3,@deprecated b:[ns.A]nullable,index(x)}}"))
                .isEqualTo(
                        """
                        ns {
                          A(no_full_text_index) {
                            x: Integer default 3,
                            @deprecated b: [ns.A] nullable,
                            index(x)
                          }
                        }""");
        assertThat(TextFormat.mutation("mutate{A{x:1 b:[{y:\"a\\\"b\"},{id:$i}]}}"))
                .isEqualTo(
                        """
                        mutate {
                          A {
                            x: 1
                            b: [
                              {
                                y: "a\\"b"
                              },
                              {
                                id: $i
                              }
                            ]
                          }
                        }""");
        assertThat(TextFormat.deletion("delete{a:A{$i b[$x,$y,]}}"))
                .isEqualTo(
                        """
                        delete {
                          a: A { $i b[$x, $y] }
                        }""");
    }
}
