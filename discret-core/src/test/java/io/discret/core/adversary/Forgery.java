package io.discret.core.adversary;

import io.discret.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must not get in.
 *
 * @param name of the attack
 * @param reason reported as refused; null when nothing is counted, because nobody asked for it or it is older
 * @param plant puts it in what the hostile peer says
 */
record Forgery(String name, @Nullable ErrorCode reason, Plant plant) {
    /** Puts something in the rooms of the hostile peer. */
    interface Plant {
        void in(HostileSide world, HostileRoom room);
    }

    @Override
    public String toString() {
        return name;
    }
}
