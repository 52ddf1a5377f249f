/** Who may connect: allowed peers, invites, devices, as rows of the private room (docs/protocol/31). */
@NullMarked
package io.discret.core.peers;

import org.jspecify.annotations.NullMarked;
