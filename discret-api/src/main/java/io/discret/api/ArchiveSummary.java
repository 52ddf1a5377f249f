package io.discret.api;

/**
 * Tell what was moved by {@link Discret#exportTo} or {@link Discret#importFrom}.
 *
 * @param rows rows, those of the system included
 * @param relations relations between rows
 * @param deletions deletion entries of rows and of relations
 * @param rooms rooms whose definition is known, the private one included
 * @param refused rows, relations and entries that were left out because their signature is not genuine; 0 unless the
 *     database they came from was damaged
 * @param continued whether an earlier call had done a part of the work
 */
public record ArchiveSummary(long rows, long relations, long deletions, long rooms, long refused, boolean continued) {}
