package io.discret.testkit;

/** Count what goes over a {@link VirtualNetwork}. Used by the thread of the time line only. */
final class TrafficMeter {
    private long connections;
    private long messages;
    private long messageBytes;
    private long announces;
    private long announcesHeard;
    private long announceBytes;

    void connection() {
        connections++;
    }

    void message(int bytes) {
        messages++;
        messageBytes += bytes;
    }

    void announce() {
        announces++;
    }

    void heard(int bytes) {
        announcesHeard++;
        announceBytes += bytes;
    }

    Traffic read() {
        return new Traffic(connections, messages, messageBytes, announces, announcesHeard, announceBytes);
    }
}
