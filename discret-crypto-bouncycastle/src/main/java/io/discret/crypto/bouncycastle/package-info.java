/**
 * Ed25519, BLAKE3, Argon2id and X25519 on the lightweight API of Bouncy Castle; nothing is registered with the JCA.
 */
package io.discret.crypto.bouncycastle;
