package io.discret.core.rooms;

/**
 * State the rights on an entity from a date on. {@code mutateAll} implies {@code mutateSelf} (docs/protocol/30 R1).
 *
 * @param date ms since 1970
 */
public record RightEntry(long date, boolean mutateSelf, boolean mutateAll) implements Dated {
    public RightEntry {
        mutateSelf |= mutateAll;
    }

    /** Whether a right is granted. */
    boolean grants(Right right) {
        return right == Right.MUTATE_ALL ? mutateAll : mutateSelf;
    }
}
