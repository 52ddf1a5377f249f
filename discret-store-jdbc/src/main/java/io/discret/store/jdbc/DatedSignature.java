package io.discret.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Hold a signature of a day with the date that put it there, ms since 1970. In order of the signatures as unsigned bytes; of
 * equal ones the earlier date first, so that the order is one.
 *
 * @param start the first eight bytes of the signature, which nearly always decide; missing ones are 0
 */
record DatedSignature(byte[] signature, long date, long start) implements Comparable<DatedSignature> {
    /** Read the first two columns. */
    static DatedSignature of(ResultSet row) throws SQLException {
        byte[] signature = row.getBytes(1);
        return new DatedSignature(signature, row.getLong(2), start(signature));
    }

    private static long start(byte[] signature) {
        long start = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            start = start << Byte.SIZE | (i < signature.length ? signature[i] & 0xffL : 0);
        }
        return start;
    }

    @Override
    public int compareTo(DatedSignature other) {
        if (start != other.start) {
            return Long.compareUnsigned(start, other.start);
        }
        int order = Arrays.compareUnsigned(signature, other.signature);
        return order == 0 ? Long.compare(date, other.date) : order;
    }
}
