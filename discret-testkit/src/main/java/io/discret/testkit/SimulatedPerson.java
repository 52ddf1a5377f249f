package io.discret.testkit;

import io.discret.api.Uid;
import java.util.List;

/**
 * A user of a {@link RoomSimulation} with all devices.
 *
 * @param key exported key as text
 */
record SimulatedPerson(String name, String key, Uid privateRoom, List<SimulatedDevice> devices) {}
