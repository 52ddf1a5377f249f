import org.jspecify.annotations.NullMarked;

/** Contract suites for every SPI, virtual clock, scheduler and network; published, so that a plugin can prove itself. */
@NullMarked
module io.discret.testkit {
    requires static org.jspecify;
    requires java.logging;
    requires java.management;
    requires jdk.management;
    requires transitive io.discret.api;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;

    exports io.discret.testkit;
}
