package io.discret.core.identity;

import static io.discret.core.identity.Crypto.DERIVATION;
import static io.discret.core.identity.Crypto.SIGNER;
import static io.discret.core.rows.VectorRows.bytes;
import static io.discret.core.rows.VectorRows.cases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.ConfigurationException;
import io.discret.core.rows.VectorRows;
import io.discret.spi.DomainNames;
import io.discret.spi.EndpointCertificate;
import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol/20 §11. */
class EndpointCertificateTest {
    /** Where the seed stands in the PKCS #8 form of the reference (docs/protocol/50 §3). */
    private static final int SEED_AT = 16;

    @TestFactory
    Stream<DynamicTest> isTheOneOfTheReferenceByteForByte() {
        return cases(VectorRows.file("crypto.json").at("/certificate/samples"))
                .map(sample -> DynamicTest.dynamicTest(sample.get("dns_name").asText(), () -> {
                    byte[] privateKey = bytes(sample.get("private_key_pkcs8"));
                    byte[] seed = Arrays.copyOfRange(privateKey, SEED_AT, SEED_AT + 32);
                    EndpointCertificate made =
                            EndpointCertificate.ed25519(sample.get("dns_name").asText(), seed, SIGNER);
                    assertThat(made.certificate()).isEqualTo(bytes(sample.get("der")));
                    assertThat(made.privateKey()).isEqualTo(privateKey);
                    assertThat(made.hash(DERIVATION)).isEqualTo(bytes(sample.get("hash")));
                }));
    }

    @TestFactory
    Stream<DynamicTest> isReadByTheJdkAndFitsItsKey() {
        return Stream.of("Ed25519", "EC")
                .map(kind -> DynamicTest.dynamicTest(kind, () -> {
                    for (int seed = 0; seed < 20; seed++) {
                        checkWithJdk(make(kind, seed), kind);
                    }
                }));
    }

    private static EndpointCertificate make(String kind, int seed) {
        String name = DomainNames.random(Crypto.random(seed));
        return kind.equals("EC")
                ? EndpointCertificate.ecdsaP256(name, Crypto.random(seed))
                : EndpointCertificate.ed25519(name, Crypto.random(seed), SIGNER);
    }

    private static void checkWithJdk(EndpointCertificate made, String kind) throws Exception {
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(made.certificate()));
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSerialNumber().signum()).isPositive();
        assertThat(certificate.getSubjectAlternativeNames()).hasSize(1);
        assertThat(certificate.getEncoded()).isEqualTo(made.certificate());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=rcgen self signed cert");
        PrivateKey key = KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(made.privateKey()));
        Signature signature = Signature.getInstance(kind.equals("EC") ? "SHA256withECDSA" : "Ed25519");
        signature.initSign(key);
        signature.update(made.certificate());
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(made.certificate());
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void isAnotherOneEachTime() {
        assertThat(EndpointCertificate.ed25519("a.com", Crypto.random(1), SIGNER)
                        .certificate())
                .isNotEqualTo(EndpointCertificate.ed25519("a.com", Crypto.random(2), SIGNER)
                        .certificate());
    }

    /** "A name that is not a valid ASCII DNS string makes the reference crash; return an error instead." */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "é.com", "a b.com", "-a.com", "a-.com", "a\n.com"})
    void refusesWhatIsNoHostName(String name) {
        assertThat(DomainNames.isValid(name)).isFalse();
        assertThatThrownBy(() -> EndpointCertificate.ed25519(name, Crypto.random(1), SIGNER))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void takesEveryHostNameThatFits() {
        String longest = String.join(".", List.of("a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61)));
        for (String name : List.of("a", "discret_beacon", "xn--bcher-kva.example", "A1.com", longest)) {
            assertThat(DomainNames.isValid(name)).as(name).isTrue();
        }
        assertThat(DomainNames.isValid(longest + "d")).isFalse();
        assertThat(DomainNames.isValid("a".repeat(64))).isFalse();
        assertThat(EndpointCertificate.ed25519(longest, Crypto.random(1), SIGNER)
                        .certificate()
                        .length)
                .isGreaterThan(500);
    }

    @Test
    void showsNothingOfItsKey() {
        assertThat(EndpointCertificate.ed25519("a.com", Crypto.random(1), SIGNER)
                        .toString())
                .matches("EndpointCertificate\\[\\d+ bytes]");
    }
}
