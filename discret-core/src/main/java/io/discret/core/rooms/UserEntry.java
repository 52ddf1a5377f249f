package io.discret.core.rooms;

/**
 * State that a user is enabled or disabled from a date on.
 *
 * @param date ms since 1970
 */
public record UserEntry(long date, boolean enabled) implements Dated {}
