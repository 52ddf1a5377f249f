package io.discret.core.engine;

import io.discret.core.peers.Introduction;
import io.discret.core.peers.Introductions;
import io.discret.spi.KeyDerivation;
import io.discret.spi.Signer;
import java.util.function.Consumer;

/**
 * Hold what it takes to let peers in.
 *
 * @param introductions its futures complete on the serial executor of the engine
 * @param told of each invite that was used
 * @param peersChanged run when a token may have come or gone
 */
record Door(
        Introductions introductions,
        Signer signer,
        KeyDerivation derivation,
        Consumer<Introduction> told,
        Runnable peersChanged) {}
