/** Sign and verify with the Ed25519 of Tink. */
package io.discret.crypto.tink;
