/**
 * Who the user is: keys, identifiers and tokens that follow from the application key and the key material, invitations,
 * certificates and the fingerprint of the device (docs/protocol/20).
 */
package io.discret.core.identity;
