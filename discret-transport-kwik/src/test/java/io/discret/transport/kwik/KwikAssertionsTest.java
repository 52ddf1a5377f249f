package io.discret.transport.kwik;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.kwik.core.QuicConnection;

/** Programs whose tests run with assertions, as these do, must not lose their connections for that (60 §3.3). */
class KwikAssertionsTest {
    @Test
    void thoseOfTheLibraryAreOff() throws ClassNotFoundException {
        assertThat(new KwikTransportProvider().id()).isEqualTo("kwik");

        Class<?> detector =
                Class.forName("tech.kwik.core.recovery.LossDetector", false, QuicConnection.class.getClassLoader());
        assertThat(getClass().desiredAssertionStatus()).as("assertions here").isTrue();
        assertThat(detector.desiredAssertionStatus()).as("assertions there").isFalse();
    }
}
