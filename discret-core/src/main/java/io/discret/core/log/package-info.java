/** The digests that tell two peers which days differ (docs/protocol/21 §14). */
@NullMarked
package io.discret.core.log;

import org.jspecify.annotations.NullMarked;
