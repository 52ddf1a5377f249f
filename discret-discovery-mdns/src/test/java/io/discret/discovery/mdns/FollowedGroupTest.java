package io.discret.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.spi.Scheduler;
import io.discret.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** By virtual time, with interfaces and sockets of the test. */
class FollowedGroupTest {
    private static final LocalInterface CABLE = one(2, "eth0");
    private static final LocalInterface WIFI = one(3, "wlan0");
    private static final LocalInterface WIFI_AGAIN = one(4, "wlan0");
    private static final byte[] DATAGRAM = {1};

    private final VirtualTime time = new VirtualTime(1);
    private final Scheduler scheduler = time.machine("one").environment().scheduler();
    private final Set<LocalInterface> present = new LinkedHashSet<>();
    private final Sockets sockets = new Sockets();
    private final List<List<LocalInterface>> told = new ArrayList<>();
    private boolean unreadable;
    private final FollowedGroup group = new FollowedGroup(
            sockets, this::look, told::add, scheduler, scheduler.serial("look"), FollowedGroup.LOOK_AGAIN);

    @Test
    @DisplayName("Nothing is up at the start: it waits, and comes up with the first interface")
    void nothingIsUpAtTheStart() throws Exception {
        // Given
        group.start();
        time.run(Duration.ofMinutes(1));
        assertThat(group.send(DATAGRAM)).isFalse();

        // When
        present.add(WIFI);
        time.run(FollowedGroup.LOOK_AGAIN);

        // Then
        assertThat(group.send(DATAGRAM)).isTrue();
        assertThat(sockets.heardOn()).containsExactly("3");
        assertThat(told).containsExactly(List.of(WIFI));
    }

    @Test
    @DisplayName("Interfaces of the start are not told as new ones")
    void thoseOfTheStartAreNotTold() throws Exception {
        present.add(CABLE);
        group.start();
        time.run(Duration.ofMinutes(1));
        assertThat(told).isEmpty();
        assertThat(group.interfaces()).containsExactly(CABLE);
    }

    @Test
    @DisplayName("Wi-Fi off and on: its sender is closed, then another one opened, and the cable is not disturbed")
    void wifiOffAndOn() throws Exception {
        // Given
        present.add(CABLE);
        present.add(WIFI);
        group.start();

        // When
        present.remove(WIFI);
        time.run(FollowedGroup.LOOK_AGAIN);

        // Then
        assertThat(sockets.open()).containsExactly("receiver", "sender 2");
        assertThat(sockets.heardOn()).containsExactly("2");

        // When
        present.add(WIFI_AGAIN);
        time.run(FollowedGroup.LOOK_AGAIN);

        // Then
        assertThat(sockets.open()).containsExactly("receiver", "sender 2", "sender 4");
        assertThat(sockets.heardOn()).containsExactly("2", "4");
        assertThat(told).containsExactly(List.of(WIFI_AGAIN));
        assertThat(sockets.deafMoments).isZero();
    }

    @Test
    @DisplayName("Off and on between two looks: the socket joins again, because the interface is another one")
    void offAndOnBetweenTwoLooks() throws Exception {
        // Given
        present.add(WIFI);
        group.start();

        // When
        present.clear();
        present.add(WIFI_AGAIN);
        time.run(FollowedGroup.LOOK_AGAIN);

        // Then
        assertThat(sockets.open()).containsExactly("receiver", "sender 4");
        assertThat(sockets.heardOn()).containsExactly("4");
    }

    @Test
    @DisplayName("An interface that cannot be joined yet is tried again, and harms no other")
    void whatCannotBeJoinedIsTriedAgain() throws Exception {
        // Given
        present.add(CABLE);
        present.add(WIFI);
        sockets.refused.add(WIFI);
        group.start();
        time.run(Duration.ofMinutes(1));
        assertThat(group.interfaces()).containsExactly(CABLE);

        // When
        sockets.refused.clear();
        time.run(FollowedGroup.LOOK_AGAIN);

        // Then
        assertThat(group.interfaces()).containsExactlyInAnyOrder(CABLE, WIFI);
        assertThat(told).containsExactly(List.of(WIFI));
    }

    @Test
    @DisplayName("A port that is taken fails the start; later it is tried again while the old socket hears on")
    void aPortThatIsTaken() throws Exception {
        // Given
        sockets.taken = true;
        assertThatThrownBy(group::start).isInstanceOf(IOException.class);
        sockets.taken = false;
        present.add(CABLE);
        present.add(WIFI);
        group.start();

        // When
        sockets.taken = true;
        present.remove(WIFI);
        time.run(FollowedGroup.LOOK_AGAIN);

        // Then
        assertThat(sockets.heardOn()).contains("2");
        sockets.taken = false;
        time.run(FollowedGroup.LOOK_AGAIN);
        assertThat(sockets.heardOn()).containsExactly("2");
    }

    @Test
    @DisplayName("A list that cannot be read changes nothing")
    void aListThatCannotBeRead() throws Exception {
        present.add(CABLE);
        group.start();
        unreadable = true;
        time.run(Duration.ofMinutes(1));
        assertThat(group.send(DATAGRAM)).isTrue();
    }

    @Test
    @DisplayName("After close nothing is open and nobody looks any more")
    void close() throws Exception {
        present.add(CABLE);
        group.start();

        group.close();

        present.add(WIFI);
        assertThat(time.step()).isFalse();
        assertThat(sockets.open()).isEmpty();
        assertThat(group.send(DATAGRAM)).isFalse();
    }

    private List<LocalInterface> look() throws IOException {
        if (unreadable) {
            throw new IOException("cannot be listed");
        }
        return List.copyOf(present);
    }

    private static LocalInterface one(int index, String name) {
        return new LocalInterface(index, name, InetAddress.getLoopbackAddress(), 8);
    }

    /** Sockets that only remember. */
    private static final class Sockets implements GroupSockets {
        private final List<String> open = new ArrayList<>();
        private final List<Set<String>> receivers = new ArrayList<>();
        private final Set<LocalInterface> refused = new LinkedHashSet<>();
        private boolean taken;
        private int deafMoments;

        /** Open sockets, sorted. */
        Set<String> open() {
            Set<String> distinct = new TreeSet<>(open);
            assertThat(distinct).hasSameSizeAs(open);
            return distinct;
        }

        Set<String> heardOn() {
            Set<String> all = new TreeSet<>();
            receivers.forEach(all::addAll);
            return all;
        }

        @Override
        public Receiver receiver() throws IOException {
            if (taken) {
                throw new IOException("taken");
            }
            Set<String> joined = new TreeSet<>();
            receivers.add(joined);
            open.add("receiver");
            return new Receiver() {
                @Override
                public void join(LocalInterface one) throws IOException {
                    if (refused.contains(one)) {
                        throw new IOException("refused");
                    }
                    joined.add(String.valueOf(one.index()));
                }

                @Override
                public void close() {
                    receivers.removeIf(each -> each == joined);
                    deafMoments += receivers.isEmpty() ? 1 : 0;
                    open.remove("receiver");
                }
            };
        }

        @Override
        public Sender sender(LocalInterface through) {
            String name = "sender " + through.index();
            open.add(name);
            return new Sender() {
                @Override
                public void send(byte[] datagram) throws IOException {
                    if (!open.contains(name)) {
                        throw new IOException("closed");
                    }
                }

                @Override
                public void close() {
                    open.remove(name);
                }
            };
        }
    }
}
