/**
 * What a text of the four languages says, before any name is looked up: immutable records, one reader a language.
 *
 * <p>Not exported.
 */
package io.discret.query.syntax;
