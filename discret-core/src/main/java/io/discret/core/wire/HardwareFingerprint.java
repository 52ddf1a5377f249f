package io.discret.core.wire;

import io.discret.api.Uid;
import io.discret.spi.BincodeReader;
import io.discret.spi.BincodeWriter;

/**
 * Name a device of a user (docs/protocol/20 §10).
 *
 * @param id drawn once per installation
 * @param name for people
 */
public record HardwareFingerprint(Uid id, String name) {
    /** Read the binary form. */
    public static HardwareFingerprint read(BincodeReader in) {
        return new HardwareFingerprint(in.uid(), in.text());
    }

    /** Write the binary form. */
    public void write(BincodeWriter out) {
        out.uid(id).text(name);
    }
}
