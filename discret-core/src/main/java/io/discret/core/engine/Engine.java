package io.discret.core.engine;

import io.discret.api.ArchiveSummary;
import io.discret.api.AsyncDiscret;
import io.discret.api.Discret;
import io.discret.api.Events;
import io.discret.api.InviteOptions;
import io.discret.api.MutationStream;
import io.discret.api.Parameters;
import io.discret.api.QueryResult;
import io.discret.api.SyncStatus;
import io.discret.query.ParametersJson;
import io.discret.spi.ArchiveFile;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** One open database: waits for what {@link AsyncEngine} does. */
final class Engine implements Discret {
    /**
     * Items of a mutation stream that wait for an answer: enough to keep the writer busy over several commits, little
     * enough that a fast producer keeps no more than some megabytes waiting.
     */
    private static final int STREAM_IN_FLIGHT = 4096;

    private final AsyncEngine async;
    private final Executor streamAnswers;

    /**
     * @param streamAnswers serial; where mutation streams answer, so that what an application does there holds up nobody
     */
    Engine(AsyncEngine async, Executor streamAnswers) {
        this.async = async;
        this.streamAnswers = streamAnswers;
    }

    @Override
    public QueryResult query(String query, Parameters parameters) {
        return BlockingCalls.await(async.running().queries().queryForWaiting(query, parameters));
    }

    @Override
    public <T> Stream<T> stream(String query, Parameters parameters, Class<T> type) {
        return RowStream.of(BlockingCalls.await(async.running().queries().rows(query, parameters)), type);
    }

    @Override
    public String explain(String query, Parameters parameters) {
        return BlockingCalls.await(async.explain(query, parameters));
    }

    @Override
    public String explain(String query) {
        return BlockingCalls.await(async.explain(query));
    }

    @Override
    public QueryResult mutate(String mutation, Parameters parameters) {
        return BlockingCalls.await(async.running().mutations().mutateForWaiting(mutation, parameters));
    }

    @Override
    public void delete(String deletion, Parameters parameters) {
        BlockingCalls.await(async.delete(deletion, parameters));
    }

    @Override
    public MutationStream mutationStream() {
        return async.running().mutations().stream(STREAM_IN_FLIGHT, streamAnswers);
    }

    @Override
    public Parameters parameters(String json) {
        return ParametersJson.read(json);
    }

    @Override
    public byte[] invite(InviteOptions options) {
        return BlockingCalls.await(async.invite(options));
    }

    @Override
    public void acceptInvite(byte[] invite) {
        BlockingCalls.await(async.acceptInvite(invite));
    }

    @Override
    public ArchiveSummary exportTo(ArchiveFile archive) {
        return BlockingCalls.await(async.running().exportTo(archive));
    }

    @Override
    public String dataModel() {
        return BlockingCalls.await(async.dataModel());
    }

    @Override
    public String updateDataModel(String model) {
        return BlockingCalls.await(async.updateDataModel(model));
    }

    @Override
    public String verifyingKey() {
        return async.running().identity().verifyingKey().toString();
    }

    @Override
    public String privateRoom() {
        return async.running().identity().privateRoom().toString();
    }

    @Override
    public List<SyncStatus> status() {
        return BlockingCalls.await(async.status());
    }

    @Override
    public Events events() {
        return async.running().events();
    }

    @Override
    public AsyncDiscret async() {
        return async;
    }

    @Override
    public void close() {
        BlockingCalls.await(async.close());
        async.running().awaitThreads();
    }
}
