package io.discret.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Order signatures of a day as unsigned bytes; of equal ones the earlier date first, so that the order is one.
 *
 * @param date that put it into the day, ms since 1970
 */
record DatedSignature(byte[] signature, long date) implements Comparable<DatedSignature> {
    /** Read the first two columns. */
    static DatedSignature of(ResultSet row) throws SQLException {
        return new DatedSignature(row.getBytes(1), row.getLong(2));
    }

    @Override
    public int compareTo(DatedSignature other) {
        int order = Arrays.compareUnsigned(signature, other.signature);
        return order == 0 ? Long.compare(date, other.date) : order;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof DatedSignature other && compareTo(other) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature) * 31 + Long.hashCode(date);
    }

    @Override
    public String toString() {
        return "DatedSignature[" + date + "]";
    }
}
