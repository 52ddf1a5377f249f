package io.discret.benchmarks.hot;

import io.discret.api.VerifyingKey;
import io.discret.core.rooms.RightEntry;
import io.discret.core.rooms.Room;
import io.discret.core.rooms.RoomBuilder;
import io.discret.core.rooms.RoomsInForce;
import io.discret.core.rooms.RowDecision;
import io.discret.core.rooms.UserEntry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decide whether somebody may write a row: asked for each row that is written or comes. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Rights {
    /** Users of the room. */
    @Param({"10", "1000"})
    public int users;

    private VerifyingKey author;
    private RowDecision decision;
    private RowDecision.Replaced replaced;

    @Setup
    public void makeRoom() {
        author = key(users / 2);
        RoomBuilder builder = new RoomBuilder(Rows.ROOM, 1).admin(key(0), new UserEntry(1, true));
        var authorisation = builder.authorisation(Rows.uid(-3), 1).right(Rows.ENTITY, new RightEntry(1, true, true));
        for (int i = 0; i < users; i++) {
            authorisation.user(key(i), new UserEntry(1, true));
        }
        RoomsInForce rooms = new RoomsInForce(Room.privateRoom(Rows.uid(-2), Rows.uid(-4), key(0)));
        rooms.publish(List.of(builder.build()));
        decision = new RowDecision(rooms, Rows.uid(-2));
        replaced = new RowDecision.Replaced(key(1).bytes(), Rows.ROOM, Rows.ENTITY);
        if (!newRow() || !rowOfAnother()) {
            throw new IllegalStateException("The user may not write, so nothing is measured.");
        }
    }

    @Benchmark
    public boolean newRow() {
        return decision.mayWrite(author, Rows.ROOM, Rows.ENTITY, Rows.DATE, null);
    }

    @Benchmark
    public boolean rowOfAnother() {
        return decision.mayWrite(author, Rows.ROOM, Rows.ENTITY, Rows.DATE, replaced);
    }

    private static VerifyingKey key(int number) {
        return VerifyingKey.ofRaw(
                ByteBuffer.allocate(VerifyingKey.SIZE - 1).putInt(number).array());
    }
}
