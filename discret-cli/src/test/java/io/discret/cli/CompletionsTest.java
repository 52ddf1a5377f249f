package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.discret.query.DataModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Tab offers; the bar is the cursor. */
class CompletionsTest {
    private static final ModelNames MODEL = ModelNames.of(DataModel.system()
            .update("{ Person { name: String, age: Integer nullable, boss: Person, pets: [zoo.Pet] } }"
                    + " zoo { Pet { kind: String } }")
            .describe());

    @Test
    void a_text_begins_with_a_keyword_or_a_command() {
        assertThat(at("|")).contains("query { ", "mutate { ", "delete { ", "/help");
        assertThat(at("query { Person { name } } |")).isEmpty();
    }

    @Test
    void outer_braces_hold_entities_inner_ones_fields() {
        assertThat(at("query { |")).contains("Person", "zoo.Pet", "sys.Room").doesNotContain("name");
        assertThat(at("query { a: Person { | "))
                .startsWith("name", "age", "boss", "pets")
                .contains("mdate");
        assertThat(at("query { Person { name } |")).contains("zoo.Pet");
    }

    @Test
    void relations_are_followed_whatever_the_case_of_the_namespace() {
        assertThat(at("query { Person { boss { pets { |")).startsWith("kind").doesNotContain("name");
        assertThat(at("query { Person { boss { pets { kind } |"))
                .contains("boss")
                .doesNotContain("kind");
        assertThat(at("query { ZOO.Pet { |")).contains("kind");
        assertThat(at("query { Person { sys_room { |")).contains("admin", "authorisations");
        assertThat(at("query { Person { nothing { |")).isEmpty();
    }

    @Test
    void parentheses_hold_parameters() {
        assertThat(at("query { Person(|")).contains("order_by(", "first ", "nullable(", "age");
        assertThat(at("query { Person(order_by(|")).contains("name").doesNotContain("first ");
        assertThat(at("query { Person(order_by(name |")).containsExactly("asc", "desc");
        assertThat(at("query { Person(order_by(name asc, |")).contains("age");
        assertThat(at("query { Person(nullable(|")).containsExactly("boss", "pets", "sys_peer", "sys_room");
        assertThat(at("query { Person(search(\"a\")) { pets(|")).contains("kind");
        assertThat(at("query { Person(first 3) { |")).contains("name");
    }

    @Test
    void aggregates_follow_a_colon() {
        assertThat(at("query { Person { n: |")).contains("count()", "sum(", "name");
        assertThat(at("query { Person { n: sum(|")).contains("age").doesNotContain("order_by(");
        assertThat(at("query { Person { n: sum(age) |")).contains("name");
    }

    @Test
    void a_mutation_gives_only_what_can_be_set() {
        assertThat(at("mutate { Person { |"))
                .contains("name: ", "pets: ", "room_id: ")
                .doesNotContain("mdate: ");
        assertThat(at("mutate { Person { pets: [{ |")).contains("kind: ").doesNotContain("name: ");
        assertThat(at("mutate { Person { pets: [{ kind: \"cat\" }, { |")).contains("kind: ");
        assertThat(at("mutate { Person { pets: [{ kind: \"cat\" }] |")).contains("name: ");
        assertThat(at("mutate { Person { name: |")).isEmpty();
    }

    @Test
    void a_deletion_names_relations() {
        assertThat(at("delete { Person { $id |")).containsExactly("boss[", "pets[");
    }

    @Test
    void nothing_is_offered_inside_strings_and_comments() {
        assertThat(at("query { Person(name = \"|")).isEmpty();
        assertThat(at("query { // |")).isEmpty();
        assertThat(at("query { Person(name = \"}\") { |")).contains("age");
    }

    private static List<String> at(String text) {
        return Completions.after(MODEL, text.substring(0, text.indexOf('|')));
    }
}
