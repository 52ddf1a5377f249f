package io.discret.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Configure one database (docs/protocol/21 §20). Immutable; made by {@link #builder()}.
 *
 * <p>Numbers are checked when the configuration is built, addresses when the database is opened.
 */
public final class Configuration {
    /**
     * System property with the interface of the multicast where the application names none: 127.0.0.1 keeps the
     * announces of a test on the machine.
     */
    public static final String MULTICAST_INTERFACE = "discret.multicast_ipv4_interface";

    private final String model;
    private final boolean asStored;
    private final String applicationKey;
    private final Path folder;
    private final int parallelism;
    private final boolean autoAcceptLocalDevice;
    private final boolean autoAllowNewPeers;
    private final int maxObjectSizeInKb;
    private final int readCacheSizeInKb;
    private final int writeCacheSizeInKb;
    private final int writeBufferLength;
    private final int announceFrequencyInMs;
    private final long futureToleranceInMs;
    private final boolean refuseLateRows;
    private final boolean userAdminsAddUsers;
    private final boolean enableMulticast;
    private final String multicastIpv4Interface;
    private final String multicastIpv4Group;
    private final boolean enableDnsSd;
    private final boolean enableBeacons;
    private final List<BeaconAddress> beacons;
    private final boolean enableDatabaseMemorySecurity;
    private final Optional<String> store;
    private final Optional<String> transport;
    private final Optional<String> signer;
    private final Optional<String> keyDerivation;
    private final Optional<List<String>> discoveries;
    private final KeyMaterial keyMaterial;

    private Configuration(Builder builder, KeyMaterial keyMaterial) {
        this.model = builder.model;
        this.asStored = builder.asStored;
        this.applicationKey = builder.applicationKey;
        this.folder = builder.folder;
        this.parallelism = builder.parallelism;
        this.autoAcceptLocalDevice = builder.autoAcceptLocalDevice;
        this.autoAllowNewPeers = builder.autoAllowNewPeers;
        this.maxObjectSizeInKb = builder.maxObjectSizeInKb;
        this.readCacheSizeInKb = builder.readCacheSizeInKb;
        this.writeCacheSizeInKb = builder.writeCacheSizeInKb;
        this.writeBufferLength = builder.writeBufferLength;
        this.announceFrequencyInMs = builder.announceFrequencyInMs;
        this.futureToleranceInMs = builder.futureToleranceInMs;
        this.refuseLateRows = builder.refuseLateRows;
        this.userAdminsAddUsers = builder.userAdminsAddUsers;
        this.enableMulticast = builder.enableMulticast;
        this.multicastIpv4Interface = builder.multicastIpv4Interface;
        this.multicastIpv4Group = builder.multicastIpv4Group;
        this.enableDnsSd = builder.enableDnsSd;
        this.enableBeacons = builder.enableBeacons;
        this.beacons = builder.beacons;
        this.enableDatabaseMemorySecurity = builder.enableDatabaseMemorySecurity;
        this.store = builder.store;
        this.transport = builder.transport;
        this.signer = builder.signer;
        this.keyDerivation = builder.keyDerivation;
        this.discoveries = builder.discoveries;
        this.keyMaterial = keyMaterial;
    }

    /** Start with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Text of the data model; the empty text is a model without entities of its own. */
    public String model() {
        return model;
    }

    /** Open the database as it is: it must exist, and the model stored in it stays in force. */
    public boolean asStored() {
        return asStored;
    }

    /** Names the application; a user has unrelated identities in two applications. */
    public String applicationKey() {
        return applicationKey;
    }

    /** Folder of the data; created when absent. */
    public Path folder() {
        return folder;
    }

    /** Rooms synchronised at once, and readers of the store. */
    public int parallelism() {
        return parallelism;
    }

    /** Accept an unknown device of the same user found on the local network. */
    public boolean autoAcceptLocalDevice() {
        return autoAcceptLocalDevice;
    }

    /** Allow peers met in rooms without asking. */
    public boolean autoAllowNewPeers() {
        return autoAllowNewPeers;
    }

    /** Largest row, in KiB; must not shrink in production and should be equal on all peers. */
    public int maxObjectSizeInKb() {
        return maxObjectSizeInKb;
    }

    /** Page cache of each reader of the store, in KiB. */
    public int readCacheSizeInKb() {
        return readCacheSizeInKb;
    }

    /** Page cache of the writer of the store, in KiB. */
    public int writeCacheSizeInKb() {
        return writeCacheSizeInKb;
    }

    /** Most requests in one transaction. */
    public int writeBufferLength() {
        return writeBufferLength;
    }

    /** Period of announces, in ms; the first is immediate. */
    public int announceFrequencyInMs() {
        return announceFrequencyInMs;
    }

    /**
     * How far ahead of the own clock a row of a peer may be dated, in ms. One that is dated further ahead waits with the
     * peer that has it, and is taken when its time has come; it never holds up other rows.
     */
    public long futureToleranceInMs() {
        return futureToleranceInMs;
    }

    /**
     * Refuse rows that come after the rights of their author ended, though they are dated before. Peers that accept them,
     * as the protocol demands, then hold rows that this one does not.
     */
    public boolean refuseLateRows() {
        return refuseLateRows;
    }

    /**
     * Let a user administrator of an authorisation add and disable its users without being an administrator of the room
     * (docs/protocol/30 B6). Members of the reference that have the room accept it; one that is new to the room refuses
     * it for ever, so set this only where every member runs this library.
     */
    public boolean userAdminsAddUsers() {
        return userAdminsAddUsers;
    }

    /** Find peers on the local network. */
    public boolean enableMulticast() {
        return enableMulticast;
    }

    /**
     * Find peers on the local network by DNS-SD over multicast DNS as well, for networks that pass no other multicast. Off
     * unless set: every browser of services then shows that a device of this protocol is there, by a random name.
     */
    public boolean enableDnsSd() {
        return enableDnsSd;
    }

    /** IPv4 address of the interface of the multicast, that of DNS-SD included; 0.0.0.0 = every usable one. */
    public String multicastIpv4Interface() {
        return multicastIpv4Interface;
    }

    /** Multicast group, address:port. */
    public String multicastIpv4Group() {
        return multicastIpv4Group;
    }

    /** Use the beacons. */
    public boolean enableBeacons() {
        return enableBeacons;
    }

    /** Beacons to announce to. */
    public List<BeaconAddress> beacons() {
        return beacons;
    }

    /** Ask the store to lock and wipe its memory, where it can. */
    public boolean enableDatabaseMemorySecurity() {
        return enableDatabaseMemorySecurity;
    }

    /** Id of the Store provider; empty = highest priority found. */
    public Optional<String> store() {
        return store;
    }

    /** Id of the Transport provider; empty = highest priority found. */
    public Optional<String> transport() {
        return transport;
    }

    /** Id of the Signer provider; empty = highest priority found. */
    public Optional<String> signer() {
        return signer;
    }

    /** Id of the KeyDerivation provider; empty = highest priority found. */
    public Optional<String> keyDerivation() {
        return keyDerivation;
    }

    /** Ids of the Discovery providers; empty = every one found. */
    public Optional<List<String>> discoveries() {
        return discoveries;
    }

    /** The secret of the user. The engine copies it; close it after opening. */
    public KeyMaterial keyMaterial() {
        return keyMaterial;
    }

    /** Collects the values. Not safe for use by several threads. */
    public static final class Builder {
        private String model = "";
        private boolean asStored = false;
        private String applicationKey = "";
        private Path folder = Path.of("discret-data");
        private int parallelism = 4;
        private boolean autoAcceptLocalDevice = true;
        private boolean autoAllowNewPeers = false;
        private int maxObjectSizeInKb = 256;
        private int readCacheSizeInKb = 2048;
        private int writeCacheSizeInKb = 2048;
        private int writeBufferLength = 1024;
        private int announceFrequencyInMs = 60000;

        /** A week: two honest clocks, each two days off in its own direction, still exchange at once. */
        private long futureToleranceInMs = 7 * 86_400_000L;

        private boolean refuseLateRows = false;
        private boolean userAdminsAddUsers = false;
        private boolean enableMulticast = true;
        private String multicastIpv4Interface = System.getProperty(MULTICAST_INTERFACE, "0.0.0.0");
        private String multicastIpv4Group = "224.0.0.224:22402";
        private boolean enableDnsSd = false;
        private boolean enableBeacons = true;
        private List<BeaconAddress> beacons = List.of();
        private boolean enableDatabaseMemorySecurity = false;
        private Optional<String> store = Optional.empty();
        private Optional<String> transport = Optional.empty();
        private Optional<String> signer = Optional.empty();
        private Optional<String> keyDerivation = Optional.empty();
        private Optional<List<String>> discoveries = Optional.empty();
        private Optional<KeyMaterial> keyMaterial = Optional.empty();

        private Builder() {}

        /** Text of the data model; the empty text is a model without entities of its own. */
        public Builder model(String model) {
            this.model = model;
            return this;
        }

        /**
         * Open the database as it is: it must exist, the model stored in it stays in force and {@link #model} is not
         * looked at. For tools, which do not know the model of the application.
         */
        public Builder asStored(boolean asStored) {
            this.asStored = asStored;
            return this;
        }

        /** Names the application; a user has unrelated identities in two applications. */
        public Builder applicationKey(String applicationKey) {
            this.applicationKey = applicationKey;
            return this;
        }

        /** Folder of the data; created when absent. */
        public Builder folder(Path folder) {
            this.folder = folder;
            return this;
        }

        /** Rooms synchronised at once, and readers of the store. */
        public Builder parallelism(int parallelism) {
            this.parallelism = parallelism;
            return this;
        }

        /** Accept an unknown device of the same user found on the local network. */
        public Builder autoAcceptLocalDevice(boolean autoAcceptLocalDevice) {
            this.autoAcceptLocalDevice = autoAcceptLocalDevice;
            return this;
        }

        /** Allow peers met in rooms without asking. */
        public Builder autoAllowNewPeers(boolean autoAllowNewPeers) {
            this.autoAllowNewPeers = autoAllowNewPeers;
            return this;
        }

        /** Largest row, in KiB; must not shrink in production and should be equal on all peers. */
        public Builder maxObjectSizeInKb(int maxObjectSizeInKb) {
            this.maxObjectSizeInKb = maxObjectSizeInKb;
            return this;
        }

        /** Page cache of each reader of the store, in KiB. */
        public Builder readCacheSizeInKb(int readCacheSizeInKb) {
            this.readCacheSizeInKb = readCacheSizeInKb;
            return this;
        }

        /** Page cache of the writer of the store, in KiB. */
        public Builder writeCacheSizeInKb(int writeCacheSizeInKb) {
            this.writeCacheSizeInKb = writeCacheSizeInKb;
            return this;
        }

        /** Most requests in one transaction. */
        public Builder writeBufferLength(int writeBufferLength) {
            this.writeBufferLength = writeBufferLength;
            return this;
        }

        /** Period of announces, in ms; the first is immediate. */
        public Builder announceFrequencyInMs(int announceFrequencyInMs) {
            this.announceFrequencyInMs = announceFrequencyInMs;
            return this;
        }

        /** How far ahead of the own clock a row of a peer may be dated, in ms; 0 = not at all. */
        public Builder futureToleranceInMs(long futureToleranceInMs) {
            this.futureToleranceInMs = futureToleranceInMs;
            return this;
        }

        /** Refuse rows that come after the rights of their author ended, though they are dated before. */
        public Builder refuseLateRows(boolean refuseLateRows) {
            this.refuseLateRows = refuseLateRows;
            return this;
        }

        /**
         * Let user administrators of an authorisation add and disable its users; newcomers of the reference refuse such a
         * room for ever (docs/protocol/30 B5, B6).
         */
        public Builder userAdminsAddUsers(boolean userAdminsAddUsers) {
            this.userAdminsAddUsers = userAdminsAddUsers;
            return this;
        }

        /** Find peers on the local network. */
        public Builder enableMulticast(boolean enableMulticast) {
            this.enableMulticast = enableMulticast;
            return this;
        }

        /** Find peers on the local network by DNS-SD as well. */
        public Builder enableDnsSd(boolean enableDnsSd) {
            this.enableDnsSd = enableDnsSd;
            return this;
        }

        /** IPv4 address of the interface of the multicast, that of DNS-SD included; 0.0.0.0 = every usable one. */
        public Builder multicastIpv4Interface(String multicastIpv4Interface) {
            this.multicastIpv4Interface = multicastIpv4Interface;
            return this;
        }

        /** Multicast group, address:port. */
        public Builder multicastIpv4Group(String multicastIpv4Group) {
            this.multicastIpv4Group = multicastIpv4Group;
            return this;
        }

        /** Use the beacons. */
        public Builder enableBeacons(boolean enableBeacons) {
            this.enableBeacons = enableBeacons;
            return this;
        }

        /** Beacons to announce to. */
        public Builder beacons(List<BeaconAddress> beacons) {
            this.beacons = List.copyOf(beacons);
            return this;
        }

        /** Ask the store to lock and wipe its memory, where it can. */
        public Builder enableDatabaseMemorySecurity(boolean enableDatabaseMemorySecurity) {
            this.enableDatabaseMemorySecurity = enableDatabaseMemorySecurity;
            return this;
        }

        /** Id of the Store provider; empty = highest priority found. */
        public Builder store(String store) {
            this.store = Optional.of(store);
            return this;
        }

        /** Id of the Transport provider; empty = highest priority found. */
        public Builder transport(String transport) {
            this.transport = Optional.of(transport);
            return this;
        }

        /** Id of the Signer provider; empty = highest priority found. */
        public Builder signer(String signer) {
            this.signer = Optional.of(signer);
            return this;
        }

        /** Id of the KeyDerivation provider; empty = highest priority found. */
        public Builder keyDerivation(String keyDerivation) {
            this.keyDerivation = Optional.of(keyDerivation);
            return this;
        }

        /** Ids of the Discovery providers; empty = every one found. */
        public Builder discoveries(List<String> discoveries) {
            this.discoveries = Optional.of(List.copyOf(discoveries));
            return this;
        }

        /** The secret of the user; required. */
        public Builder keyMaterial(KeyMaterial keyMaterial) {
            this.keyMaterial = Optional.of(keyMaterial);
            return this;
        }

        /**
         * Check the values.
         *
         * @throws ConfigurationException naming the first value that is missing or out of range
         */
        public Configuration build() {
            if (applicationKey.isEmpty()) {
                throw invalid("applicationKey is missing; give the name of the application, like example.org/chat");
            }
            check("parallelism", parallelism, 1, 256);
            check("maxObjectSizeInKb", maxObjectSizeInKb, 1, 1 << 20);
            check("readCacheSizeInKb", readCacheSizeInKb, 0, 1 << 22);
            check("writeCacheSizeInKb", writeCacheSizeInKb, 0, 1 << 22);
            check("writeBufferLength", writeBufferLength, 1, 1 << 20);
            check("announceFrequencyInMs", announceFrequencyInMs, 100, Integer.MAX_VALUE);
            check("futureToleranceInMs", futureToleranceInMs, 0, Long.MAX_VALUE);
            return new Configuration(
                    this,
                    keyMaterial.orElseThrow(() -> invalid("keyMaterial is missing; use KeyMaterial.of(32 bytes)")));
        }

        private static void check(String name, long value, long least, long most) {
            if (value < least || value > most) {
                throw invalid(name + " is " + value + "; it must be from " + least + " to " + most);
            }
        }

        private static ConfigurationException invalid(String what) {
            return new ConfigurationException(ErrorCode.CONFIGURATION, what + ".");
        }
    }
}
