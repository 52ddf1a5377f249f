import io.discret.crypto.corretto.CorrettoSignerProvider;
import org.jspecify.annotations.NullMarked;

/** Signatures on AWS-LC, where its native library loads. */
@NullMarked
module io.discret.crypto.corretto {
    requires static org.jspecify;
    requires io.discret.api;
    // Its jar is made for one platform and may be missing; java.base binds it, because it provides a security provider.
    requires static com.amazon.corretto.crypto.provider;

    provides io.discret.spi.SignerProvider with
            CorrettoSignerProvider;
}
