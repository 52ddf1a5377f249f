package io.discret.store.sqlcipher;

import io.discret.api.Base64Url;
import java.sql.SQLException;
import org.sqlite.Function;

/** Give SQL the base64 text of bytes, for order and tests on the alias of a column of bytes. */
final class Base64Function extends Function {
    @Override
    protected void xFunc() throws SQLException {
        byte[] bytes = value_blob(0);
        if (bytes == null) {
            result();
        } else {
            result(Base64Url.encode(bytes));
        }
    }
}
