package io.discret.query;

/**
 * Name one edge to delete. Immutable.
 *
 * @param field an array relation
 * @param variable variable of the id of the target; bound to its base64 text
 */
public record EdgeReference(Field field, String variable) {}
