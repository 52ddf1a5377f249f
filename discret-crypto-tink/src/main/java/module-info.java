import io.discret.crypto.tink.TinkSignerProvider;
import org.jspecify.annotations.NullMarked;

/** Signatures on Tink, for applications that use it already. */
@NullMarked
module io.discret.crypto.tink {
    requires static org.jspecify;
    requires io.discret.api;
    requires com.google.crypto.tink;

    provides io.discret.spi.SignerProvider with
            TinkSignerProvider;
}
