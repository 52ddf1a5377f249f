package io.discret.testkit;

import io.discret.api.Configuration;
import io.discret.api.Discret;
import io.discret.api.DiscretException;
import io.discret.api.Event;
import io.discret.api.Uid;
import io.discret.spi.Assembly;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Signer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hold one device of a {@link Simulation}: a machine, its disk, and the engine while it runs. */
final class SimulatedDevice {
    private final VirtualNetwork network;
    private final VirtualMachine machine;
    private final Signer signer;
    private final KeyDerivation keyDerivation;
    private final Configuration configuration;
    private final MemoryStoreProvider disk;
    private Consumer<Uid> withdrawn = room -> {};
    private @Nullable Discret engine;
    private @Nullable CompletableFuture<Void> closing;

    SimulatedDevice(
            VirtualNetwork network,
            VirtualMachine machine,
            Signer signer,
            KeyDerivation keyDerivation,
            Configuration configuration,
            WriteObserver observer) {
        this.network = network;
        this.machine = machine;
        this.signer = signer;
        this.keyDerivation = keyDerivation;
        this.configuration = configuration;
        disk = new MemoryStoreProvider(observer);
        machine.onCrash(() -> {
            disk.powerOff();
            engine = null;
            closing = null;
        });
    }

    /** Learn of rooms of which the application was told that rows were taken out again. */
    void onWithdrawn(Consumer<Uid> listener) {
        withdrawn = listener;
    }

    String name() {
        return machine.name();
    }

    VirtualMachine machine() {
        return machine;
    }

    StoreFaults faults() {
        return disk.faults();
    }

    /** The engine, or null while the device is off. */
    @Nullable
    Discret engine() {
        return engine;
    }

    /** The engine of a device that must be on. */
    Discret running() {
        Discret running = engine;
        if (running == null) {
            throw new AssertionError(name() + " does not run.");
        }
        return running;
    }

    /** Start a device that must start. */
    Discret started() {
        if (!start()) {
            throw new AssertionError(name() + " does not start.");
        }
        return running();
    }

    /** Whether the device is off and may be started. */
    boolean off() {
        return engine == null && (closing == null || closing.isDone());
    }

    /** Start the engine; false when the store failed or the machine crashed on the way. */
    boolean start() {
        int crashes = machine.crashes();
        try {
            Discret opened = Discret.open(configuration, assembly());
            opened.events().onEvent(Event.RowsWithdrawn.class, event -> withdrawn.accept(Uid.parse(event.room())));
            engine = opened;
            return true;
        } catch (DiscretException e) {
            // A fault of the store that the simulation wanted; nothing may be left running.
            if (disk.openStores() != 0) {
                throw new AssertionError("A failed start of " + name() + " left its store open.", e);
            }
            return false;
        } catch (SimulatedCrash e) {
            if (machine.crashes() == crashes) {
                throw new AssertionError("A crash without a crash.", e);
            }
            return false;
        }
    }

    /** End the engine in good order. */
    void stop() {
        Discret running = engine;
        if (running != null) {
            engine = null;
            closing = running.async().close();
        }
    }

    /** Where its data is. */
    MemoryStoreProvider disk() {
        return disk;
    }

    /** What is committed on the disk, if the engine ever ran. */
    Optional<MemoryTables> committed() {
        List<Path> files = disk.files();
        return files.isEmpty() ? Optional.empty() : Optional.of(disk.tables(files.get(0)));
    }

    /** Whether a row is on the disk. */
    boolean has(Uid id) {
        return committed().map(tables -> tables.nodes.get(id)).isPresent();
    }

    private Assembly assembly() {
        return new Assembly(
                Optional.of(machine.environment()),
                disk,
                network.transport(machine),
                List.of(network.discovery(machine)),
                signer,
                keyDerivation);
    }
}
