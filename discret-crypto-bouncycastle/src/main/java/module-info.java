import io.discret.crypto.bouncycastle.BouncyCastleKeyDerivationProvider;
import io.discret.crypto.bouncycastle.BouncyCastleSignerProvider;
import org.jspecify.annotations.NullMarked;

/** Signatures, hashes and key derivation in pure Java, on the lightweight API of Bouncy Castle. */
@NullMarked
module io.discret.crypto.bouncycastle {
    requires static org.jspecify;
    requires io.discret.api;
    requires org.bouncycastle.provider;

    provides io.discret.spi.KeyDerivationProvider with
            BouncyCastleKeyDerivationProvider;
    provides io.discret.spi.SignerProvider with
            BouncyCastleSignerProvider;
}
