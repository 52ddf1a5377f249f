import org.jspecify.annotations.NullMarked;

/** The {@code discret} command. Plugins are found on the path; none is named here. */
@NullMarked
module io.discret.cli {
    requires static org.jspecify;
    requires io.discret.api;
    requires io.discret.beacon;
    requires io.discret.query;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.logging;
    requires org.jline;

    uses java.security.Provider;

    opens io.discret.cli to
            com.fasterxml.jackson.databind,
            info.picocli;
}
