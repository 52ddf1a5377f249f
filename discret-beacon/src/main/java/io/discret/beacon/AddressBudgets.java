package io.discret.beacon;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Bound what comes from one IP address (docs/protocol/50 §7.2). Used by one thread.
 *
 * <p>An IPv6 address counts as its network of 64 bits: whoever has one address there has as many as there are.
 *
 * <p>An address is remembered while it has a connection and until its allowance is full again, which takes ten seconds
 * at most; nothing of it is written anywhere.
 */
final class AddressBudgets {
    private static final double REFILLS_IN_SECONDS = 10;

    /** Bytes of an IPv6 address that name a network. */
    private static final int NETWORK = 8;

    private final BeaconLimits limits;
    private final Map<InetAddress, Budget> budgets = new HashMap<>();

    AddressBudgets(BeaconLimits limits) {
        this.limits = limits;
    }

    /** Count a connection; false when the address may not have another one now. */
    boolean open(InetAddress address, long now) {
        Budget budget = budgets.computeIfAbsent(counted(address), a -> new Budget(limits, now));
        if (!budget.requests.take(now) || budget.connections >= limits.connectionsPerAddress()) {
            return false;
        }
        budget.connections++;
        return true;
    }

    /** Count an announce; false when the address sends too many. */
    boolean announce(InetAddress address, long now) {
        Budget budget = budgets.get(counted(address));
        return budget != null && budget.requests.take(now);
    }

    /** A connection that was counted ended. */
    void close(InetAddress address) {
        Budget budget = budgets.get(counted(address));
        if (budget != null) {
            budget.connections--;
        }
    }

    /** Forget addresses that are gone. */
    void sweep(long now) {
        budgets.values().removeIf(budget -> budget.connections == 0 && budget.requests.isFull(now));
    }

    /** Addresses remembered. */
    int size() {
        return budgets.size();
    }

    private static InetAddress counted(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == Integer.BYTES) {
            return address;
        }
        Arrays.fill(bytes, NETWORK, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    private static final class Budget {
        private final Allowance requests;
        private int connections;

        private Budget(BeaconLimits limits, long now) {
            int most = limits.requestsPerAddress();
            requests = new Allowance(most, most / REFILLS_IN_SECONDS, now);
        }
    }
}
