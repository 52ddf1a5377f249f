package io.discret.testkit;

import java.util.List;

/** The data model of a {@link RoomSimulation}, by name and by the short names that rows carry. */
final class SimulatedModel {
    static final String TEXT = "sim { Note { text: String, links: [sim.Note] } Task { text: String } }";
    static final String NOTE = "sim.Note";
    static final String TASK = "sim.Task";

    /** What a right may be about. */
    static final List<String> SUBJECTS = List.of(NOTE, TASK, "*");

    private SimulatedModel() {}

    static boolean isApplication(String shortName) {
        return !shortName.startsWith("0.");
    }

    /** The full name behind a short one (docs/protocol/10 §7). */
    static String fullName(String shortName) {
        return switch (shortName) {
            case "1.0" -> NOTE;
            case "1.1" -> TASK;
            default -> "";
        };
    }
}
