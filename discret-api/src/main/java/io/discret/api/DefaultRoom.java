package io.discret.api;

/**
 * Name where an invited peer becomes a user: a room and one of its authorisations.
 *
 * @param room the id of the room
 * @param authorisation the id of the authorisation
 */
public record DefaultRoom(Uid room, Uid authorisation) {}
