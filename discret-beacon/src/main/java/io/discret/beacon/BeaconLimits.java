package io.discret.beacon;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import java.time.Duration;

/**
 * Bound what clients may use; the reference has one limit only, that of a frame (docs/protocol/50 §4.4, §7).
 *
 * @param connections connections at once; each costs about 100 KiB in the QUIC library
 * @param connectionsPerAddress connections at once from one IP address; a carrier may hide hundreds of homes behind one
 * @param tokensPerConnection tokens of one connection that are registered; a frame holds 566
 * @param clientsPerToken connections that may register one token; who announces it learns the addresses of all of them
 * @param announcesAtOnce announces that one connection may send without a pause
 * @param announcesPerSecond announces that one connection may go on to send
 * @param requestsPerAddress openings and announces from one IP address without a pause; a tenth of them each second
 *     after
 * @param firstAnnounce the first announce must be there within this time
 * @param introduceAgain a token announced again after this time is introduced again; a little less than the 60 s between
 *     announces of a client, so that a clock that drifts skips none
 * @param waitingPerClient messages that wait for one slow client; more are dropped, and come with the next introduction
 * @param waitingBytes memory of all messages that wait, in bytes
 */
public record BeaconLimits(
        int connections,
        int connectionsPerAddress,
        int tokensPerConnection,
        int clientsPerToken,
        int announcesAtOnce,
        int announcesPerSecond,
        int requestsPerAddress,
        Duration firstAnnounce,
        Duration introduceAgain,
        int waitingPerClient,
        long waitingBytes) {

    /** Refuse what would lock everybody out. */
    public BeaconLimits {
        atLeastOne(connections, "max_connections");
        atLeastOne(connectionsPerAddress, "connections_per_address");
        atLeastOne(tokensPerConnection, "tokens_per_connection");
        atLeastOne(clientsPerToken, "clients_per_token");
        atLeastOne(announcesAtOnce, "announcesAtOnce");
        atLeastOne(announcesPerSecond, "announcesPerSecond");
        atLeastOne(requestsPerAddress, "requestsPerAddress");
        atLeastOne(waitingPerClient, "waitingPerClient");
    }

    /** Limits that no honest client meets. */
    public static BeaconLimits defaults() {
        return new BeaconLimits(
                10_000, 256, 566, 32, 30, 2, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(50), 4_096, 64L << 20);
    }

    /** The same with other counts of connections. */
    public BeaconLimits withConnections(int most, int perAddress) {
        return new BeaconLimits(
                most,
                perAddress,
                tokensPerConnection,
                clientsPerToken,
                announcesAtOnce,
                announcesPerSecond,
                requestsPerAddress,
                firstAnnounce,
                introduceAgain,
                waitingPerClient,
                waitingBytes);
    }

    /** The same with other counts of tokens. */
    public BeaconLimits withTokens(int perConnection, int clients) {
        return new BeaconLimits(
                connections,
                connectionsPerAddress,
                perConnection,
                clients,
                announcesAtOnce,
                announcesPerSecond,
                requestsPerAddress,
                firstAnnounce,
                introduceAgain,
                waitingPerClient,
                waitingBytes);
    }

    /** The same with other rates. */
    public BeaconLimits withRates(int atOnce, int perSecond, int perAddress) {
        return new BeaconLimits(
                connections,
                connectionsPerAddress,
                tokensPerConnection,
                clientsPerToken,
                atOnce,
                perSecond,
                perAddress,
                firstAnnounce,
                introduceAgain,
                waitingPerClient,
                waitingBytes);
    }

    private static void atLeastOne(int value, String name) {
        if (value < 1) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION, "The limit " + name + " is " + value + "; it must be at least 1.");
        }
    }
}
