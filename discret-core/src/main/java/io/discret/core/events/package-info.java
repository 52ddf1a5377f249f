/** What an application hears of the engine (docs/protocol/21 §19). */
@NullMarked
package io.discret.core.events;

import org.jspecify.annotations.NullMarked;
