package io.discret.testkit;

import static io.discret.testkit.TestData.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.Base64Url;
import io.discret.api.DiscretException;
import io.discret.api.KeyMaterial;
import io.discret.spi.KeyDerivation;
import io.discret.spi.KeyDerivationProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link KeyDerivation} does (docs/protocol/20 §3–§5, §8). Extend it with one method. */
public abstract class KeyDerivationContract {
    private static final byte[] KEY_MATERIAL = counted(32, 251);

    /** The provider under test. */
    protected abstract KeyDerivationProvider provider();

    @Test
    void aProviderHasALowerCaseName() {
        assertThat(provider().id()).isNotEmpty().isEqualTo(provider().id().toLowerCase(Locale.ROOT));
        assertThat(provider().version()).isNotEmpty();
    }

    /** Lengths that end at, before and after the borders of blocks (64), chunks (1024) and trees of chunks. */
    @ParameterizedTest
    @CsvSource({
        "0, af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
        "127, d81293fda863f008c09e92fc382a81f5a0b4a1251cba1634016a0f86a6bd640d",
        "128, f17e570564b26578c33bb7f44643f539624b05df1a76c81f30acd548c44b45ef",
        "1023, 10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11",
        "1024, 42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7",
        "1025, d00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444",
        "2048, e776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a",
        "2049, 5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030",
        "3072, b98cb0ff3623be03326b373de6b9095218513e64f1ee2edd2525c7ad1e5cffd2",
        "4097, 9b4052b38f1c5fc8b1f9ff7ac7b27cd242487b3d890d15c96a1c25b8aa0fb995",
        "8192, aae792484c8efe4f19e2ca7d371d8c467ffb10748d8a5a1ae579948f718a2a63",
        "16385, 1dabe216be2578830263b049de1639f39f05a4da616b9b78c7a5e4e41662fd1f",
        "31744, 62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47",
        "102400, bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085"
    })
    void hashesAsRecorded(int length, String hash) {
        KeyDerivation derivation = provider().create();
        byte[] input = counted(length, 251);
        assertThat(derivation.hash(input)).isEqualTo(hex(hash));
    }

    /** "MUST: BLAKE3, 32-byte output, unkeyed": vector {@code hash("bytes")} of docs/protocol/20 §3. */
    @Test
    void hashesText() {
        assertThat(Base64Url.encode(provider().create().hash("bytes".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("3xmx8QX_kpGRzknQu_3FtO3CpxpA9QLclVNZ6zNkniQ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 63, 64, 65, 1000, 1024, 1025})
    void piecesHashAsTheWhole(int piece) {
        KeyDerivation derivation = provider().create();
        byte[] input = counted(5000, 251);
        KeyDerivation.Hasher hasher = derivation.hasher();
        for (int round = 0; round < 2; round++) {
            for (int start = 0; start < input.length; start += piece) {
                hasher.update(Arrays.copyOfRange(input, start, Math.min(input.length, start + piece)));
            }
            assertThat(hasher.digest()).as("round %d", round).isEqualTo(derivation.hash(input));
        }
    }

    /** The table of docs/protocol/20 §4; the order of application key and word differs from row to row. */
    @ParameterizedTest
    @CsvSource({
        "example.app SIGNING_KEY, c593a46f0515a974acdfbfedda0af271faf6a40ed21737e2646bd681032771ca",
        "MEETING_SECRETexample.app, 68a1017bb0d27db770089fc88009acce2c1c2c86d94478643a64f76278f26191"
    })
    void derivesKeysAsRecorded(String context, String key) {
        assertThat(provider().create().deriveKey(context, KEY_MATERIAL)).isEqualTo(hex(key));
    }

    @Test
    void derivesFromTextsThatAreNotAscii() {
        KeyDerivation derivation = provider().create();
        assertThat(derivation.deriveKey("é", KEY_MATERIAL)).isNotEqualTo(derivation.deriveKey("e", KEY_MATERIAL));
        assertThat(derivation.deriveKey("é", new byte[0])).hasSize(KeyDerivation.HASH_SIZE);
    }

    /** Vector of docs/protocol/20 §5. */
    @Test
    void derivesFromAPassPhrase() {
        try (KeyMaterial material = KeyMaterial.fromPassPhrase(
                "test", "testphrase".toCharArray(), provider().create())) {
            assertThat(Base64Url.encode(material.bytes())).isEqualTo("KER9-vDQvEeLBD5EAnPo52l8XEiuEO5vuaZDXOpQId0");
        }
    }

    /** "No trimming, no case folding and no Unicode normalisation. Empty strings are allowed" (20 §5). */
    @Test
    void argon2TakesAnEmptyPassword() {
        assertThat(provider().create().argon2id(new byte[0], new byte[32], 64, 1, 1, 32))
                .hasSize(32);
    }

    /** RFC 7748 §5.2, and that both sides come to the same. */
    @Test
    void agreesOnASecret() {
        KeyDerivation derivation = provider().create();
        byte[] alice = hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
        byte[] bob = counted(32, 7);
        assertThat(derivation.x25519(alice, hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")))
                .isEqualTo(hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
        assertThat(derivation.x25519(alice, derivation.x25519PublicKey(bob)))
                .isEqualTo(derivation.x25519(bob, derivation.x25519PublicKey(alice)))
                .hasSize(32);
    }

    /** Low order, non-canonical and twisted public keys too: what Wycheproof calls acceptable is never refused here. */
    @Test
    void agreesAsWycheproof() {
        KeyDerivation derivation = provider().create();
        for (String[] row : TestData.table("x25519-wycheproof.txt", 4)) {
            assertThat(derivation.x25519(hex(row[0]), hex(row[1]))).as(row[3]).isEqualTo(hex(row[2]));
        }
    }

    @Test
    void computesThePublicKeyOfTheMeetingSecret() {
        byte[] secret = hex("68a1017bb0d27db770089fc88009acce2c1c2c86d94478643a64f76278f26191");
        assertThat(Base64Url.encode(provider().create().x25519PublicKey(secret)))
                .isEqualTo("fsySBvPHfMUs0sF4S2cT_H1DZ2FlPrQVD98unDvCkDA");
    }

    /** "No check for an all-zero result" (docs/protocol/20 §8 step 3). */
    @Test
    void aPublicKeyOfSmallOrderGivesZeros() {
        assertThat(provider().create().x25519(KEY_MATERIAL, new byte[32])).isEqualTo(new byte[32]);
    }

    @Test
    void keysOfAnotherLengthAreRefused() {
        KeyDerivation derivation = provider().create();
        assertThatThrownBy(() -> derivation.x25519(new byte[31], new byte[32])).isInstanceOf(DiscretException.class);
        assertThatThrownBy(() -> derivation.x25519(new byte[32], new byte[0])).isInstanceOf(DiscretException.class);
        assertThatThrownBy(() -> derivation.x25519PublicKey(new byte[33])).isInstanceOf(DiscretException.class);
    }

    private static byte[] counted(int length, int modulus) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % modulus);
        }
        return bytes;
    }
}
