/** A program of a user of the library: it compiles against the API and knows no plugin. */
module org.example.chat {
    requires io.discret.api;

    opens org.example.chat to
            com.fasterxml.jackson.databind;
}
