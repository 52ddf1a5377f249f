package io.discret.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Say what an invite gives, and for how long. Immutable.
 *
 * @param room where its user becomes a user; empty = the two become peers only
 * @param lifeTime after which it is refused on both sides, more than 0 and at most {@link #LONGEST}; empty = it waits until
 *     it is used or cancelled. The devices of the reference that accept it do not know the end; it is refused here then.
 *     Only the device that makes such an invite stands by it: the others of the same user do not know its end.
 */
public record InviteOptions(Optional<DefaultRoom> room, Optional<Duration> lifeTime) {
    /** Longer than anybody waits for an answer. */
    public static final Duration LONGEST = Duration.ofDays(3653);

    /**
     * Check the life-time.
     *
     * @throws ConfigurationException when it is not positive, or too long
     */
    public InviteOptions {
        lifeTime.filter(time -> time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0)
                .ifPresent(time -> {
                    throw new ConfigurationException(
                            ErrorCode.CONFIGURATION,
                            "The life-time of an invite is more than nothing and at most " + LONGEST.toDays()
                                    + " days; leave it out for one without an end.");
                });
    }

    /** Begin with an invite without a room and without an end. */
    public static InviteOptions create() {
        return new InviteOptions(Optional.empty(), Optional.empty());
    }

    /** The same with a room. */
    public InviteOptions room(DefaultRoom where) {
        return new InviteOptions(Optional.of(where), lifeTime);
    }

    /** The same with an end, counted from the call that makes the invite. */
    public InviteOptions lifeTime(Duration time) {
        return new InviteOptions(room, Optional.of(time));
    }
}
