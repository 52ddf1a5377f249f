/**
 * What an application sees.
 *
 * <p>Start with {@link io.discret.api.Discret#open(Configuration)}. Every type here is either immutable or states its
 * thread-safety; nothing here depends on a plugin.
 */
package io.discret.api;
