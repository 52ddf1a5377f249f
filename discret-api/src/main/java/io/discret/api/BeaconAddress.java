package io.discret.api;

/**
 * Name a beacon.
 *
 * @param hostname {@code host:port}
 * @param certificateHash BLAKE3 of the certificate of the beacon, URL-safe base64 of 32 bytes
 */
public record BeaconAddress(String hostname, String certificateHash) {}
