package io.discret.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.discret.api.BeaconAddress;
import io.discret.api.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the member {@code config} of the command {@code start}: the keys of docs/protocol/21 §20 and the ids of the
 * providers. A key that is absent keeps its default.
 */
final class ConfigurationJson {
    private static final Set<String> BEACON_KEYS = Set.of("hostname", "cert_hash");

    private static final Map<String, Setter> KEYS = new TreeMap<>(Map.ofEntries(
            Map.entry("parallelism", (b, k, v) -> b.parallelism(integer(k, v))),
            Map.entry("auto_accept_local_device", (b, k, v) -> b.autoAcceptLocalDevice(bool(k, v))),
            Map.entry("auto_allow_new_peers", (b, k, v) -> b.autoAllowNewPeers(bool(k, v))),
            Map.entry("max_object_size_in_kb", (b, k, v) -> b.maxObjectSizeInKb(integer(k, v))),
            Map.entry("read_cache_size_in_kb", (b, k, v) -> b.readCacheSizeInKb(integer(k, v))),
            Map.entry("write_cache_size_in_kb", (b, k, v) -> b.writeCacheSizeInKb(integer(k, v))),
            Map.entry("write_buffer_length", (b, k, v) -> b.writeBufferLength(integer(k, v))),
            Map.entry("announce_frequency_in_ms", (b, k, v) -> b.announceFrequencyInMs(integer(k, v))),
            Map.entry("future_tolerance_in_ms", (b, k, v) -> b.futureToleranceInMs(longInteger(k, v))),
            Map.entry("refuse_late_rows", (b, k, v) -> b.refuseLateRows(bool(k, v))),
            Map.entry("user_admins_add_users", (b, k, v) -> b.userAdminsAddUsers(bool(k, v))),
            Map.entry("enable_multicast", (b, k, v) -> b.enableMulticast(bool(k, v))),
            Map.entry("multicast_ipv4_interface", (b, k, v) -> b.multicastIpv4Interface(text(k, v))),
            Map.entry("multicast_ipv4_group", (b, k, v) -> b.multicastIpv4Group(text(k, v))),
            Map.entry("enable_dns_sd", (b, k, v) -> b.enableDnsSd(bool(k, v))),
            Map.entry("enable_beacons", (b, k, v) -> b.enableBeacons(bool(k, v))),
            Map.entry("beacons", (b, k, v) -> b.beacons(beacons(k, v))),
            Map.entry("enable_database_memory_security", (b, k, v) -> b.enableDatabaseMemorySecurity(bool(k, v))),
            Map.entry("store", (b, k, v) -> b.store(text(k, v))),
            Map.entry("transport", (b, k, v) -> b.transport(text(k, v))),
            Map.entry("signer", (b, k, v) -> b.signer(text(k, v))),
            Map.entry("key_derivation", (b, k, v) -> b.keyDerivation(text(k, v))),
            Map.entry("discoveries", (b, k, v) -> b.discoveries(texts(k, v)))));

    private ConfigurationJson() {}

    /** Set what the object says. */
    static void apply(Configuration.Builder builder, JsonNode config) {
        if (config.isMissingNode() || config.isNull()) {
            return;
        }
        if (!config.isObject()) {
            throw new Failure("The member 'config' is no object.");
        }
        for (Map.Entry<String, JsonNode> member : config.properties()) {
            Setter setter = KEYS.get(member.getKey());
            if (setter == null) {
                throw new Failure("There is no configuration key '" + member.getKey() + "'; did you mean '"
                        + Nearest.to(member.getKey(), KEYS.keySet()) + "'?");
            }
            setter.set(builder, member.getKey(), member.getValue());
        }
    }

    private static int integer(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, "an integer");
        }
        return value.intValue();
    }

    private static long longInteger(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(key, "an integer");
        }
        return value.longValue();
    }

    private static boolean bool(String key, JsonNode value) {
        if (!value.isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.booleanValue();
    }

    private static String text(String key, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(key, "a text");
        }
        return value.textValue();
    }

    private static List<String> texts(String key, JsonNode value) {
        if (!value.isArray()) {
            throw wrong(key, "a list of texts");
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(text(key, element)));
        return texts;
    }

    private static List<BeaconAddress> beacons(String key, JsonNode value) {
        if (!value.isArray()) {
            throw wrong(key, "a list of objects with hostname and cert_hash");
        }
        List<BeaconAddress> beacons = new ArrayList<>();
        for (JsonNode beacon : value) {
            beacon.fieldNames().forEachRemaining(name -> {
                if (!BEACON_KEYS.contains(name)) {
                    throw new Failure("A beacon has no member '" + name + "'; did you mean '"
                            + Nearest.to(name, BEACON_KEYS) + "'?");
                }
            });
            beacons.add(new BeaconAddress(
                    text("beacons.hostname", beacon.path("hostname")),
                    text("beacons.cert_hash", beacon.path("cert_hash"))));
        }
        return beacons;
    }

    private static Failure wrong(String key, String expected) {
        return new Failure("The configuration key '" + key + "' must be " + expected + ".");
    }

    /** Puts one value into the builder. */
    private interface Setter {
        void set(Configuration.Builder builder, String key, JsonNode value);
    }
}
