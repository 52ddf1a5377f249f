/** Sign and verify with the Ed25519 of AWS-LC, through the Amazon Corretto Crypto Provider. */
package io.discret.crypto.corretto;
