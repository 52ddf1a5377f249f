package io.discret.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.BeaconAddress;
import io.discret.api.Configuration;
import io.discret.api.KeyMaterial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationJsonTest {
    /** docs/protocol/21 §20: the names are the JSON keys. */
    @Test
    void every_key_reaches_its_value() {
        Configuration configuration = read(
                """
                {"parallelism": 5, "auto_accept_local_device": false, "auto_allow_new_peers": true,
                 "max_object_size_in_kb": 300, "read_cache_size_in_kb": 10, "write_cache_size_in_kb": 20,
                 "write_buffer_length": 30, "announce_frequency_in_ms": 1234, "enable_multicast": false,
                 "multicast_ipv4_interface": "127.0.0.1", "multicast_ipv4_group": "224.0.0.1:4000",
                 "enable_dns_sd": true, "enable_beacons": false, "beacons": [{"hostname": "a:1", "cert_hash": "xyz"}],
                 "enable_database_memory_security": true, "store": "s", "transport": "t", "signer": "i",
                 "key_derivation": "k", "discoveries": ["d"]}""");

        assertThat(configuration.parallelism()).isEqualTo(5);
        assertThat(configuration.autoAcceptLocalDevice()).isFalse();
        assertThat(configuration.autoAllowNewPeers()).isTrue();
        assertThat(configuration.maxObjectSizeInKb()).isEqualTo(300);
        assertThat(configuration.readCacheSizeInKb()).isEqualTo(10);
        assertThat(configuration.writeCacheSizeInKb()).isEqualTo(20);
        assertThat(configuration.writeBufferLength()).isEqualTo(30);
        assertThat(configuration.announceFrequencyInMs()).isEqualTo(1234);
        assertThat(configuration.enableMulticast()).isFalse();
        assertThat(configuration.multicastIpv4Interface()).isEqualTo("127.0.0.1");
        assertThat(configuration.multicastIpv4Group()).isEqualTo("224.0.0.1:4000");
        assertThat(configuration.enableDnsSd()).isTrue();
        assertThat(configuration.enableBeacons()).isFalse();
        assertThat(configuration.beacons()).containsExactly(new BeaconAddress("a:1", "xyz"));
        assertThat(configuration.enableDatabaseMemorySecurity()).isTrue();
        assertThat(configuration.store()).contains("s");
        assertThat(configuration.transport()).contains("t");
        assertThat(configuration.signer()).contains("i");
        assertThat(configuration.keyDerivation()).contains("k");
        assertThat(configuration.discoveries())
                .hasValueSatisfying(ids -> assertThat(ids).containsExactly("d"));
    }

    @Test
    void a_key_that_is_absent_keeps_its_default() {
        assertThat(read("{}").announceFrequencyInMs()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"announce_frequency\": 1}          | did you mean 'announce_frequency_in_ms'",
                "{\"paralelism\": 1}                  | did you mean 'parallelism'",
                "{\"parallelism\": \"4\"}             | 'parallelism' must be an integer",
                "{\"parallelism\": 4000000000}        | 'parallelism' must be an integer",
                "{\"enable_multicast\": 1}            | 'enable_multicast' must be true or false",
                "{\"store\": 1}                       | 'store' must be a text",
                "{\"discoveries\": \"mdns\"}          | 'discoveries' must be a list",
                "{\"beacons\": [{\"host\": \"a:1\"}]} | did you mean 'hostname'",
                "[]                                   | 'config' is no object",
            })
    void what_is_wrong_is_named(String config, String complaint) {
        assertThatThrownBy(() -> read(config)).hasMessageContaining(complaint);
    }

    private static Configuration read(String config) {
        Configuration.Builder builder =
                Configuration.builder().applicationKey("test").keyMaterial(KeyMaterial.of(new byte[KeyMaterial.SIZE]));
        ConfigurationJson.apply(builder, Json.parse(config));
        return builder.build();
    }
}
