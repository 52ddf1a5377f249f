package io.discret.core.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.BeaconAddress;
import io.discret.api.Configuration;
import io.discret.api.ConfigurationException;
import io.discret.api.KeyMaterial;
import io.discret.spi.Assembly;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Beacons that are configured where nothing on the path uses them: peers would never meet, and nobody would know why. */
class MissingBeaconTest {
    @Test
    void configuredBeaconsNeedTheirDiscovery() {
        Configuration configuration = Configuration.builder()
                .applicationKey("example.app")
                .keyMaterial(KeyMaterial.of(new byte[32]))
                .beacons(List.of(new BeaconAddress("beacon.example.net:4264", "A".repeat(43))))
                .build();

        assertThatThrownBy(() -> Assembly.discover(configuration))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("io.discret:discret-beacon");
    }
}
