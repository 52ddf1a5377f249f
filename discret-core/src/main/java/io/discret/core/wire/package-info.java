/**
 * What two peers say to each other, byte for byte (docs/protocol/40 §4–§6): frames, questions, answers, events.
 *
 * <p>Records only; nothing here decides anything.
 */
@NullMarked
package io.discret.core.wire;

import org.jspecify.annotations.NullMarked;
