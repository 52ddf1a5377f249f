package io.discret.core.write;

/**
 * What the configuration says about writing.
 *
 * @param maxNodeSize bytes of the largest row (docs/protocol/21 §2)
 * @param userAdminsAddUsers whether user administrators may add users without being administrators of the room; the
 *     reference lets nobody do so (docs/protocol/30 M2, B6)
 */
public record WriteRules(int maxNodeSize, boolean userAdminsAddUsers) {}
