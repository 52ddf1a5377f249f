/** What H2 calls from its SQL. */
package io.discret.store.h2.functions;
