package io.discret.beacon;

import io.discret.spi.Announce;
import io.discret.spi.BeaconMessage;
import io.discret.spi.BincodeReader;
import io.discret.spi.Providers;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.testkit.FuzzCorpus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fuzz target: what a beacon sends and is sent, and the files in its folder (docs/protocol/40 §6.5, 50 §2, §3). The first
 * byte chooses: a message to a client, an announce to a server, the settings, the certificate.
 */
public final class BeaconFuzz {
    private static final Signer SIGNER =
            Providers.only(SignerProvider.class, "discret-crypto-bouncycastle").create();

    private BeaconFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length > 0) {
            byte[] rest = Arrays.copyOfRange(data, 1, data.length);
            FuzzCorpus.readOrRefuse(() -> read(data[0] & 3, rest));
        }
    }

    private static void read(int choice, byte[] bytes) {
        switch (choice) {
            case 0 -> BeaconMessage.read(new BincodeReader(bytes));
            case 1 -> Announce.read(new BincodeReader(bytes));
            case 2 -> BeaconSettings.read(new String(bytes, StandardCharsets.UTF_8));
            default -> BeaconCertificate.read(bytes, SIGNER);
        }
    }
}
