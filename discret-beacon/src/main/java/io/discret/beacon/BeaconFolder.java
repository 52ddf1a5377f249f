package io.discret.beacon;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Providers;
import io.discret.spi.RandomSource;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import io.discret.spi.TransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Hold the files of a beacon in the layout of the reference, so that one program can take over the folder of the other
 * (docs/protocol/50 §2, §3). Used by one thread.
 *
 * <p>{@code cert_der.bin} (secret: certificate and key), {@code certificate_hash.txt}, {@code Beacon.conf.toml} and the
 * folder {@code logs}. A certificate that is there is kept for ever; one that cannot be read is an error.
 */
public final class BeaconFolder {
    /** Certificate and key. */
    public static final String CERTIFICATE = "cert_der.bin";

    /** What clients configure, rewritten at each start. */
    public static final String HASH = "certificate_hash.txt";

    /** The port and more. */
    public static final String SETTINGS = "Beacon.conf.toml";

    /** Where the program logs. */
    public static final String LOGS = "logs";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final BeaconSettings settings;
    private final BeaconCertificate certificate;
    private final Optional<String> transport;

    private BeaconFolder(
            Path folder, BeaconSettings settings, BeaconCertificate certificate, Optional<String> transport) {
        this.folder = folder;
        this.settings = settings;
        this.certificate = certificate;
        this.transport = transport;
    }

    /** Open a folder with the default transport; see {@link #open(Path, Optional)}. */
    public static BeaconFolder open(Path folder) {
        return open(folder, Optional.empty());
    }

    /**
     * Open a folder, and make what is missing.
     *
     * @param transport id of the transport that the beacon will run on; it decides on the kind of a new key
     * @throws ConfigurationException {@code CONFIGURATION} when a file that is there is wrong; {@code STORAGE} when one
     *     cannot be read or written
     */
    public static BeaconFolder open(Path folder, Optional<String> transport) {
        TransportProvider provider = Providers.choose(TransportProvider.class, transport, "discret-transport-netty");
        Signer signer = Providers.only(SignerProvider.class, "discret-crypto-bouncycastle")
                .create();
        try {
            Files.createDirectories(folder.resolve(LOGS));
            BeaconSettings settings = settings(folder.resolve(SETTINGS));
            BeaconCertificate certificate = certificate(folder.resolve(CERTIFICATE), provider, signer);
            Files.writeString(folder.resolve(HASH), certificate.hash(KeyDerivation.discover()));
            return new BeaconFolder(folder, settings, certificate, transport);
        } catch (IOException e) {
            throw new ConfigurationException(
                    ErrorCode.STORAGE,
                    "The files of the beacon in " + folder + " cannot be read or written (" + e.getMessage()
                            + "); give the program a folder of its own that it may write to.",
                    e);
        }
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** Where the program logs. */
    public Path logs() {
        return folder.resolve(LOGS);
    }

    /** What the configuration says. */
    public BeaconSettings settings() {
        return settings;
    }

    /** The certificate, the same at each start. */
    public BeaconCertificate certificate() {
        return certificate;
    }

    /**
     * What to open a {@link Beacon} with.
     *
     * @throws ConfigurationException {@code CONFIGURATION} when the address is none
     */
    public BeaconOptions options() {
        return new BeaconOptions(
                bind(settings.address(), settings.port()),
                certificate,
                settings.sameAddressAllowed(),
                settings.limits(),
                transport);
    }

    private static InetSocketAddress bind(String address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION,
                    "The key 'address' of " + SETTINGS + " is '" + address + "', which is no IP address; correct it.",
                    e);
        }
    }

    private static BeaconSettings settings(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, BeaconSettings.TEXT);
        }
        return BeaconSettings.read(Files.readString(file, StandardCharsets.UTF_8));
    }

    private static BeaconCertificate certificate(Path file, TransportProvider transport, Signer signer)
            throws IOException {
        if (Files.exists(file)) {
            restrict(file);
            return BeaconCertificate.read(Files.readAllBytes(file), signer);
        }
        BeaconCertificate made = BeaconCertificate.create(transport.certificateKeys(), RandomSource.secure(), signer);
        Path draft = file.resolveSibling(CERTIFICATE + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft);
        restrict(draft);
        Files.write(draft, made.bytes(), StandardOpenOption.SYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    /** The reference leaves the key readable for everybody (docs/protocol/50 §2). */
    private static void restrict(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }
}
