package io.discret.testkit;

/** Unwind what a machine was doing when it crashed; an engine must not catch it, and gains nothing if it does. */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash() {
        super("The machine crashed, as the test wanted.", null, false, false);
    }
}
