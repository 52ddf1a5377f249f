package io.discret.discovery.mdns;

import io.discret.testkit.FuzzCorpus;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Fuzz target: a datagram of the multicast group, announces included (docs/protocol/40 §6.4). */
public final class AnnounceFuzz {
    private AnnounceFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        FuzzCorpus.readOrRefuse(() -> {
            byte[] written = MulticastMessage.read(ByteBuffer.wrap(data)).encoded();
            if (!Arrays.equals(MulticastMessage.read(ByteBuffer.wrap(written)).encoded(), written)) {
                throw new AssertionError("what was written reads differently");
            }
        });
    }
}
