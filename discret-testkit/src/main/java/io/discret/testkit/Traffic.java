package io.discret.testkit;

/**
 * Say what went over a {@link VirtualNetwork}.
 *
 * @param connections that were made, those given up for others included
 * @param messages written to streams
 * @param messageBytes of them
 * @param announces sent
 * @param announcesHeard an announce counts once for each machine that hears it
 * @param announceBytes of those heard
 */
public record Traffic(
        long connections, long messages, long messageBytes, long announces, long announcesHeard, long announceBytes) {
    /** What came after an earlier moment. */
    public Traffic since(Traffic before) {
        return new Traffic(
                connections - before.connections,
                messages - before.messages,
                messageBytes - before.messageBytes,
                announces - before.announces,
                announcesHeard - before.announcesHeard,
                announceBytes - before.announceBytes);
    }
}
