package io.discret.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.Base64Url;
import io.discret.api.ConfigurationException;
import io.discret.spi.BincodeWriter;
import io.discret.spi.EndpointCertificate;
import io.discret.spi.TransportProvider.CertificateKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the reference (docs/protocol/50 §2, §3). */
class BeaconFolderTest {
    private static final byte[] SEED = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    };

    @TempDir
    Path folder;

    @Test
    void aNewFolderGetsTheFilesOfTheReference() throws Exception {
        // When
        BeaconFolder made = BeaconFolder.open(folder.resolve("new"));

        // Then
        Path in = made.folder();
        assertThat(in.resolve("logs")).isDirectory();
        assertThat(in.resolve("certificate_hash.txt")).content().matches("[A-Za-z0-9_-]{43}");
        assertThat(in.resolve("Beacon.conf.toml")).content().contains("\nport = 4264\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(in.resolve("cert_der.bin"))))
                .isEqualTo("rw-------");
        assertThat(made.settings().port()).isEqualTo(4264);
        assertThat(made.options().bind().getAddress().isAnyLocalAddress()).isTrue();
        assertThat(in.toFile().list()).hasSize(4);
    }

    /** "One cert_der.bin may be used on several servers; all have the same hash." */
    @Test
    void theCertificateIsTheSameAtEachStart() throws Exception {
        // Given
        BeaconFolder.open(folder);
        byte[] file = Files.readAllBytes(folder.resolve("cert_der.bin"));
        String hash = Files.readString(folder.resolve("certificate_hash.txt"));

        // When "rewritten at every start"
        Files.delete(folder.resolve("certificate_hash.txt"));
        BeaconFolder again = BeaconFolder.open(folder);

        // Then
        assertThat(Files.readAllBytes(folder.resolve("cert_der.bin"))).isEqualTo(file);
        assertThat(Files.readString(folder.resolve("certificate_hash.txt"))).isEqualTo(hash);
        assertThat(again.certificate().hash(World.DERIVATION)).isEqualTo(hash);
    }

    /** "u64 LE length, X.509 DER … u64 LE length, PKCS#8 DER", "83 bytes", seed at 16, public key at 51. */
    @Test
    void theLayoutIsThatOfTheReferenceByteForByte() throws Exception {
        // Given
        EndpointCertificate expected = EndpointCertificate.ed25519("discret_beacon", SEED, World.SIGNER);

        // When
        byte[] file = new BincodeWriter()
                .byteString(expected.certificate())
                .byteString(expected.privateKey())
                .toByteArray();
        byte[] written = BeaconCertificate.read(file, World.SIGNER).bytes();

        // Then
        assertThat(written).isEqualTo(file);
        int length = expected.certificate().length;
        assertThat(HexFormat.of().formatHex(written, 0, 8))
                .isEqualTo(String.format("%02x%02x000000000000", length & 0xff, length >> 8));
        byte[] key = Arrays.copyOfRange(written, 8 + length + 8, written.length);
        assertThat(key).hasSize(83);
        assertThat(HexFormat.of().formatHex(key, 0, 16)).isEqualTo("3051020101300506032b657004220420");
        assertThat(Arrays.copyOfRange(key, 16, 48)).isEqualTo(SEED);
        assertThat(HexFormat.of().formatHex(key, 48, 51)).isEqualTo("812100");
        assertThat(new String(expected.certificate(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("rcgen self signed cert")
                .contains("discret_beacon");
    }

    /** Version 1, the usual version 2, and "older generators wrote 85 bytes, 30 53 … a1 23 03 21 00". */
    @ParameterizedTest
    @ValueSource(strings = {"302e020100300506032b657004220420%s", "3053020101300506032b657004220420%sa123032100%p"})
    void otherSpellingsOfTheKeyAreTaken(String spelling) {
        // Given
        EndpointCertificate usual = EndpointCertificate.ed25519("discret_beacon", SEED, World.SIGNER);
        HexFormat hex = HexFormat.of();
        byte[] key = hex.parseHex(
                spelling.replace("%s", hex.formatHex(SEED)).replace("%p", hex.formatHex(usual.privateKey(), 51, 83)));

        // When
        BeaconCertificate read = BeaconCertificate.read(
                new BincodeWriter()
                        .byteString(usual.certificate())
                        .byteString(key)
                        .fixed(new byte[] {9, 9})
                        .toByteArray(),
                World.SIGNER);

        // Then
        assertThat(read.parts().privateKey()).isEqualTo(usual.privateKey());
        assertThat(read.hash(World.DERIVATION)).isEqualTo(Base64Url.encode(usual.hash(World.DERIVATION)));
    }

    /** "An existing file that does not decode is a fatal error (it is not regenerated)." */
    @Test
    void aCertificateThatCannotBeReadIsAnErrorAndStays() throws Exception {
        // Given
        byte[] whole = new BincodeWriter()
                .byteString(EndpointCertificate.ed25519("discret_beacon", SEED, World.SIGNER)
                        .certificate())
                .byteString(EndpointCertificate.ed25519("discret_beacon", new byte[32], World.SIGNER)
                        .privateKey())
                .toByteArray();
        for (byte[] wrong : List.of(new byte[0], new byte[100], Arrays.copyOf(whole, 200), whole)) {
            Files.write(folder.resolve("cert_der.bin"), wrong);

            // When, Then
            assertThatThrownBy(() -> BeaconFolder.open(folder))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("certificate of the beacon cannot be read");
            assertThat(Files.readAllBytes(folder.resolve("cert_der.bin"))).isEqualTo(wrong);
        }
    }

    /** Found by the fuzzer: the pattern of a number took stack for each digit. */
    @Test
    void aNumberOfAnyLengthIsAnErrorInWords() {
        assertThatThrownBy(() -> BeaconSettings.read("port = " + "2".repeat(200_000)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("port");
        assertThat(BeaconSettings.read("port = +4_2_6_4").port()).isEqualTo(4264);
    }

    /** "The private key may be world-readable: restrict it in Java." */
    @Test
    void aKeyThatOthersMayReadIsRestricted() throws Exception {
        // Given
        BeaconFolder.open(folder);
        Path key = folder.resolve("cert_der.bin");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        // When
        BeaconFolder.open(folder);

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
    }

    @Test
    void aTransportWithoutEd25519GetsAnotherKey() {
        // When
        BeaconCertificate made = BeaconCertificate.create(
                List.of(CertificateKey.ECDSA_P256), io.discret.spi.RandomSource.secure(), World.SIGNER);

        // Then
        BeaconCertificate read = BeaconCertificate.read(made.bytes(), World.SIGNER);
        assertThat(read.kind()).isEqualTo(CertificateKey.ECDSA_P256);
        assertThat(read.hash(World.DERIVATION)).isEqualTo(made.hash(World.DERIVATION));
    }

    @Test
    void keysOfTheReferenceAndOursAreReadAndOthersIgnored() {
        // When
        BeaconSettings settings = BeaconSettings.read(
                """
                # a comment
                port = 5_000 # another
                address = '127.0.0.1'   # '#'
                allow_same_ip = true
                "max_connections" = 20
                some_float = 1.5
                some_list = [1, 2]
                [table]
                port = 7
                not a pair
                """);

        // Then
        assertThat(settings.port()).isEqualTo(5000);
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.sameAddressAllowed()).isTrue();
        assertThat(settings.limits().connections()).isEqualTo(20);
        assertThat(settings.limits().connectionsPerAddress()).isEqualTo(256);
    }

    /** "port optional with default 4264" (50 §7.9); the reference demands it. */
    @Test
    void anEmptyConfigurationHasTheDefaults() {
        assertThat(BeaconSettings.read("").port()).isEqualTo(4264);
        assertThat(BeaconSettings.read(BeaconSettings.TEXT)).isEqualTo(BeaconSettings.read("\n\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port = 65536",
                "port = -1",
                "port = '4264'",
                "port = 1.5",
                "port = 99999999999999999999",
                "port",
                "port =",
                "port = 1\nport = 2",
                "allow_same_ip = 1",
                "address = 5",
                "max_connections = 0"
            })
    void aWrongValueIsAnErrorThatNamesIt(String text) {
        assertThatThrownBy(() -> BeaconSettings.read(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Beacon.conf.toml");
    }
}
