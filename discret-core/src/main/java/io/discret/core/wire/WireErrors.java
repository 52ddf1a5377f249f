package io.discret.core.wire;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;

/** Report what cannot be read. */
final class WireErrors {
    private WireErrors() {}

    static DiscretException unknownVariant(String type, int index) {
        return new DiscretException(
                ErrorCode.BAD_MESSAGE,
                "A message cannot be read: " + type + " has no variant " + Integer.toUnsignedString(index) + ".");
    }
}
