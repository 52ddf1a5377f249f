package io.discret.benchmarks.hot;

import io.discret.spi.Announce;
import io.discret.spi.AnnounceHeader;
import io.discret.spi.Discovery;
import io.discret.spi.DiscoveryOptions;
import io.discret.spi.DiscoveryProvider;
import io.discret.spi.MeetingToken;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Let the engines of one process find each other, once the door is open. Safe for use by any thread. */
final class Hall implements DiscoveryProvider {
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private volatile boolean open;

    @Override
    public String id() {
        return "hall";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Discovery open(DiscoveryOptions options) {
        Seat seat = new Seat(options);
        seats.add(seat);
        return seat;
    }

    /** Pass on what was announced last, and everything from now on. */
    void openDoor() {
        open = true;
        seats.forEach(Seat::repeat);
    }

    /** Keep announces back. */
    void closeDoor() {
        open = false;
    }

    /** One engine. */
    private final class Seat implements Discovery {
        private final DiscoveryOptions options;
        private volatile Runnable last = () -> {};

        Seat(DiscoveryOptions options) {
            this.options = options;
        }

        void repeat() {
            last.run();
        }

        @Override
        public void announce(Announce announce, int port) {
            last = () -> others().forEach(other -> other.options
                    .callbacks()
                    .execute(() -> other.options.listener().announced(announce, address(port), true)));
            if (open) {
                last.run();
            }
        }

        @Override
        public void initiate(AnnounceHeader header, MeetingToken token, int port) {
            if (open) {
                others().forEach(other -> other.options
                        .callbacks()
                        .execute(() -> other.options.listener().initiated(header, token, address(port), true)));
            }
        }

        @Override
        public Counters counters() {
            return new Counters(0, 0, 0, 0);
        }

        @Override
        public void close() {
            seats.remove(this);
        }

        private List<Seat> others() {
            return seats.stream().filter(seat -> seat != this).toList();
        }
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
