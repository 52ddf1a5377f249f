package io.discret.beacon;

import io.discret.spi.BeaconMessage;

/** Tell a client whom to dial. */
record Introduction(Client to, BeaconMessage message) {}
