package io.discret.core.identity;

import io.discret.api.ErrorCode;
import io.discret.api.StoreException;
import io.discret.api.Uid;
import io.discret.core.wire.HardwareFingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Keep the fingerprint of this device in the data folder (docs/protocol/20 §10). Stateless. */
public final class FingerprintFile {
    /** Directly in the data folder, shared by all identities there. */
    public static final String NAME = "hardware_fingerprint.bin";

    private FingerprintFile() {}

    /**
     * Read the fingerprint; folder and file are made when they are not there.
     *
     * @param deviceName for people, see {@link DeviceName}
     * @throws StoreException when the folder cannot be read or written
     */
    public static HardwareFingerprint read(Path folder, String deviceName, Uids uids) {
        Path file = folder.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                create(file, uids.next());
            }
            try (InputStream in = Files.newInputStream(file)) {
                // A file cut short counts as ending in zeros, as in the reference.
                return new HardwareFingerprint(Uid.of(Arrays.copyOf(in.readNBytes(Uid.SIZE), Uid.SIZE)), deviceName);
            }
        } catch (IOException e) {
            throw new StoreException(
                    ErrorCode.STORAGE,
                    "The data folder cannot be used (" + file + "); make it readable and writable.",
                    e);
        }
    }

    /** Whole or not at all; of two processes that start together, one wins. */
    private static void create(Path file, Uid id) throws IOException {
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), NAME, ".new");
        try {
            Files.write(draft, id.bytes());
            if (!Files.exists(file)) {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
