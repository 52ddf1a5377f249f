package io.discret.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Hold a signature of a day with the date that put it there, ms since 1970.
 */
record DatedSignature(byte[] signature, long date) {
    /** By signature as unsigned bytes; of equal ones the earlier date first, so that the order is one. */
    static final Comparator<DatedSignature> ORDER = Comparator.comparing(
                    DatedSignature::signature, Arrays::compareUnsigned)
            .thenComparing(DatedSignature::date);

    /** Read the first two columns. */
    static DatedSignature of(ResultSet row) throws SQLException {
        return new DatedSignature(row.getBytes(1), row.getLong(2));
    }
}
