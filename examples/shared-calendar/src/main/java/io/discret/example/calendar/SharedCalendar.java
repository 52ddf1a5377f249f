package io.discret.example.calendar;

import io.discret.api.Configuration;
import io.discret.api.DefaultRoom;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A calendar of several people: everybody adds events and changes those of his own; whoever made the calendar changes all
 * of them. Safe for use by any thread.
 */
public final class SharedCalendar implements AutoCloseable {
    private static final String MODEL =
            "calendar { Event { title: String, start: Integer, place: String nullable, index(start) } }";

    /** Two groups of rights: guests write what is their own, organisers write everything. */
    private static final String NEW_CALENDAR =
            """
            mutate { calendar: sys.Room {
                admin: [{ verif_key: $me }]
                authorisations: [
                    {
                        name: "guests"
                        rights: [{ entity: "calendar.Event" mutate_self: true mutate_all: false }]
                    },
                    {
                        name: "organisers"
                        rights: [{ entity: "calendar.Event" mutate_self: true mutate_all: true }]
                        users: [{ verif_key: $me }]
                    }
                ]
            } }""";

    private static final String GUESTS =
            """
            query { rooms: sys.Room(id = $calendar) {
                authorisations(name = "guests") { id }
            } }""";
    private static final String ADD =
            "mutate { event: calendar.Event { room_id: $calendar title: $title start: $start place: $place } }";
    private static final String MOVE = "mutate { calendar.Event { id: $event start: $start } }";
    private static final String EVENTS =
            """
            query { events: calendar.Event(room_id = $calendar, order_by(start asc, id asc)) {
                id title start place
            } }""";

    private final Discret app;

    /** Open the database of one person on one device. */
    public SharedCalendar(String name, char[] passPhrase, Path folder) {
        try (KeyMaterial secret = KeyMaterial.fromPassPhrase(name, passPhrase)) {
            app = Discret.open(Configuration.builder()
                    .model(MODEL)
                    .applicationKey("example.org/shared-calendar")
                    .keyMaterial(secret)
                    .folder(folder)
                    .announceFrequencyInMs(1000)
                    .build());
        }
    }

    /** Make a calendar; its id. */
    public String create() {
        return app.mutate(NEW_CALENDAR, Parameters.of("me", app.verifyingKey())).id("calendar");
    }

    /** Make an invite that turns one person into a guest of a calendar. Send it by any way that others do not read. */
    public byte[] invite(String calendar) {
        String guests = app.query(GUESTS, Parameters.of("calendar", calendar))
                .first("rooms", Room.class)
                .orElseThrow()
                .authorisations()
                .get(0)
                .id();
        return app.invite(new DefaultRoom(Uid.parse(calendar), Uid.parse(guests)));
    }

    /** Use an invite. The calendar comes as soon as the two devices meet. */
    public void join(byte[] invite) {
        app.acceptInvite(invite);
    }

    /** Add an event; its id. */
    public String add(String calendar, String title, Instant start, String place) {
        Parameters event = Parameters.of("calendar", calendar, "title", title, "start", start.toEpochMilli());
        return app.mutate(ADD, event.add("place", place)).id("event");
    }

    /**
     * Give an event another time.
     *
     * @throws io.discret.api.AccessDeniedException when it is somebody else's and one is no organiser
     */
    public void move(String event, Instant start) {
        app.mutate(MOVE, Parameters.of("event", event, "start", start.toEpochMilli()));
    }

    /** The events of a calendar, the earliest first; none while the calendar has not come yet. */
    public List<Event> events(String calendar) {
        return app.query(EVENTS, Parameters.of("calendar", calendar)).list("events", Event.class);
    }

    /** The database, for everything else. */
    public Discret app() {
        return app;
    }

    @Override
    public void close() {
        app.close();
    }

    /**
     * One event.
     *
     * @param start ms since 1970
     */
    public record Event(String id, String title, long start, String place) {}

    /** A room with the authorisations asked for. */
    public record Room(List<Authorisation> authorisations) {}

    /** One authorisation. */
    public record Authorisation(String id) {}
}
