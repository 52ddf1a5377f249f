package io.discret.core.write;

import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.core.db.Database;
import io.discret.core.db.OpenDatabase;
import io.discret.core.identity.Identity;
import io.discret.core.identity.Uids;
import io.discret.core.read.ModelInForce;
import io.discret.core.read.QueryExecutor;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.RoomsInForce;
import io.discret.core.rows.InitialRows;
import io.discret.query.DataModel;
import io.discret.spi.Clock;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Providers;
import io.discret.spi.RandomSource;
import io.discret.spi.SignerProvider;
import io.discret.spi.StoreProvider;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Put the parts of one user together on a real encrypted file, without a network. */
final class LocalPeer implements AutoCloseable {
    private static final int MAX_NODE_SIZE = 256 * 1024;

    final Identity identity;
    final ModelInForce model;
    final OpenDatabase open;
    final MutationExecutor mutations;
    final DeletionExecutor deletions;
    final QueryExecutor queries;
    final RoomsInForce rooms;
    private final Function<Executor, MutationExecutor> assembling;

    LocalPeer(Path folder, DataModel dataModel) {
        this(folder, dataModel, 0, Clock.system(), false);
    }

    /** With another store. */
    LocalPeer(Path folder, DataModel dataModel, StoreProvider stores) {
        this(folder, dataModel, stores, 0, Clock.system(), false);
    }

    /** One of several persons, with a clock of his own. */
    LocalPeer(Path folder, DataModel dataModel, int person, Clock clock, boolean userAdminsAddUsers) {
        this(
                folder,
                dataModel,
                Providers.choose(StoreProvider.class, Optional.of("sqlcipher"), "discret-store-sqlcipher"),
                person,
                clock,
                userAdminsAddUsers);
    }

    private LocalPeer(
            Path folder,
            DataModel dataModel,
            StoreProvider stores,
            int person,
            Clock clock,
            boolean userAdminsAddUsers) {
        KeyDerivation derivation = KeyDerivation.discover();
        identity = Identity.of(
                "example.org/write",
                KeyMaterial.of(material(person)),
                Providers.choose(SignerProvider.class, Optional.empty(), "discret-crypto-bouncycastle")
                        .create(),
                derivation);
        model = new ModelInForce(dataModel);
        open = new OpenDatabase(folder, model, 1024, stores);
        Author author = Author.of(identity, derivation);
        rooms = new RoomsInForce(
                Room.privateRoom(identity.privateRoom(), identity.privateAuthorisation(), identity.verifyingKey()));
        rooms.load(open.store.writer());
        open.database.onCommit(
                Database.WRITER, changes -> rooms.publish(changes.definitions().values()));
        assembling = workers -> new MutationExecutor(
                open.database,
                model,
                author,
                rooms,
                identity.privateRoom(),
                clock,
                new Uids(clock, RandomSource.secure()),
                workers,
                new WriteRules(MAX_NODE_SIZE, userAdminsAddUsers));
        mutations = mutations(open.scheduler.pool("workers", 2));
        deletions =
                new DeletionExecutor(open.database, model, author, rooms, identity.privateRoom(), clock, MAX_NODE_SIZE);
        queries = new QueryExecutor(open.database, model);
        InitialRows initial = InitialRows.of(identity, derivation);
        open.database
                .write(tx -> {
                    tx.store().putNode(initial.peer(), null);
                    tx.store().putNode(initial.allowedPeer(), null);
                    tx.store().putEdge(initial.allowedPeerEdge());
                    return null;
                })
                .join();
        createIndexes();
    }

    /** Mutations that have rows built elsewhere. */
    MutationExecutor mutations(Executor workers) {
        return assembling.apply(workers);
    }

    private static byte[] material(int person) {
        byte[] material = new byte[32];
        material[0] = (byte) person;
        return material;
    }

    void updateModel(String text) {
        model.replace(model.model().update(text));
        createIndexes();
    }

    private void createIndexes() {
        open.database
                .write(tx -> {
                    model.model().indexes().forEach(index -> tx.store()
                            .createIndex(index.storeName(), index.entity(), index.fields()));
                    return null;
                })
                .join();
    }

    QueryResult mutate(String text, Parameters parameters) throws Exception {
        return OpenDatabase.await(mutations.mutate(text, parameters));
    }

    QueryResult query(String text, Parameters parameters) throws Exception {
        return OpenDatabase.await(queries.query(text, parameters));
    }

    void delete(String text, Parameters parameters) throws Exception {
        OpenDatabase.await(deletions.delete(text, parameters));
    }

    @Override
    public void close() {
        open.close();
        identity.close();
    }
}
