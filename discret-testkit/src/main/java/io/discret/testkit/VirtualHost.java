package io.discret.testkit;

import io.discret.api.ConfigurationException;
import io.discret.api.ErrorCode;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.Transport;
import io.discret.spi.TransportOptions;
import io.discret.spi.TransportProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hold the endpoints of one machine of a {@link VirtualNetwork}. */
final class VirtualHost {
    private static final int FIRST_EPHEMERAL_PORT = 50_000;

    private final VirtualNetwork network;
    private final int number;
    private final InetAddress address;
    private final Map<Integer, VirtualTransport> transports = new TreeMap<>();
    private final List<VirtualDiscovery> discoveries = new ArrayList<>();
    private int nextPort = FIRST_EPHEMERAL_PORT;

    VirtualHost(VirtualNetwork network, VirtualMachine machine, int number) {
        this.network = network;
        this.number = number;
        try {
            address = InetAddress.getByAddress(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
        machine.onCrash(this::crash);
    }

    int number() {
        return number;
    }

    InetAddress address() {
        return address;
    }

    int openEndpoints() {
        return transports.size() + discoveries.size();
    }

    @Nullable
    VirtualTransport transport(int port) {
        return transports.get(port);
    }

    List<VirtualDiscovery> discoveries() {
        return discoveries;
    }

    void closed(VirtualTransport transport) {
        transports.remove(transport.localAddress().getPort(), transport);
    }

    void closed(VirtualDiscovery discovery) {
        discoveries.remove(discovery);
    }

    TransportProvider transportProvider() {
        return new TransportProvider() {
            @Override
            public String id() {
                return "virtual";
            }

            @Override
            public int priority() {
                return 0;
            }

            @Override
            public Transport open(TransportOptions options) {
                return openTransport(options);
            }

            @Override
            public List<CertificateKey> certificateKeys() {
                return List.of(CertificateKey.ED25519, CertificateKey.ECDSA_P256);
            }

            @Override
            public boolean dialsEd25519() {
                return true;
            }
        };
    }

    DiscoveryProvider discoveryProvider() {
        return new DiscoveryProvider() {
            @Override
            public String id() {
                return "virtual";
            }

            @Override
            public int priority() {
                return 0;
            }

            @Override
            public Discovery open(DiscoveryOptions options) {
                VirtualDiscovery discovery = new VirtualDiscovery(network, VirtualHost.this, options);
                discoveries.add(discovery);
                return discovery;
            }
        };
    }

    private Transport openTransport(TransportOptions options) {
        InetAddress bound = options.bind().getAddress();
        if (bound == null || bound.isAnyLocalAddress()) {
            bound = address;
        }
        int port = options.bind().getPort() == 0 ? nextPort++ : options.bind().getPort();
        if (transports.containsKey(port)) {
            throw new ConfigurationException(
                    ErrorCode.CONFIGURATION, "The UDP port " + port + " is in use; choose another one.");
        }
        VirtualTransport transport = new VirtualTransport(network, this, options, new InetSocketAddress(bound, port));
        transports.put(port, transport);
        return transport;
    }

    private void crash() {
        transports.values().forEach(VirtualTransport::crash);
        transports.clear();
        discoveries.forEach(VirtualDiscovery::crash);
        discoveries.clear();
    }
}
