package io.discret.crypto.corretto;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import io.discret.spi.Signer;
import io.discret.spi.SignerProvider;
import java.util.Optional;

/** Offer Ed25519 of AWS-LC, a native library. */
public final class CorrettoSignerProvider implements SignerProvider {
    @Override
    public String id() {
        return "corretto";
    }

    /** Where its library loads it is the fastest. */
    @Override
    public int priority() {
        return 90;
    }

    @Override
    public Optional<String> unavailable() {
        try {
            return NativeCurve.problem();
        } catch (LinkageError e) {
            return Optional.of("the classes of AmazonCorrettoCryptoProvider are not on the path; add its artifact with"
                    + " the classifier of this platform.");
        }
    }

    @Override
    public Signer create() {
        unavailable().ifPresent(why -> {
            throw new DiscretException(ErrorCode.UNSUPPORTED, "The Signer 'corretto' cannot work here: " + why);
        });
        return new CorrettoSigner(NativeCurve.load());
    }
}
