package io.discret.transport.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicTokenHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Have dialers prove their address before anything is kept for them, while many handshakes are open (Retry, RFC 9000
 * §8.1.2). It costs an honest dialer one round trip; who forges source addresses never sees the token.
 *
 * <p>A token: a MAC over address, port, connection id and ten seconds, then that connection id. Nothing is stored. Confined
 * to the thread of the transport.
 */
final class AddressTokens implements QuicTokenHandler {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_SIZE = 32;

    /** The longest connection id of QUIC version 1. */
    private static final int LONGEST_ID = 20;

    /** A token is good in the period in which it was made and in the next. */
    private static final long PERIOD_NANOS = 10_000_000_000L;

    private final BooleanSupplier busy;
    private final Mac mac;

    AddressTokens(SecureRandom random, BooleanSupplier busy) {
        this.busy = busy;
        byte[] key = new byte[MAC_SIZE];
        random.nextBytes(key);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM + ".", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** False: the dialer is taken without a token. */
    @Override
    public boolean writeToken(ByteBuf out, ByteBuf id, InetSocketAddress address) {
        if (!busy.getAsBoolean()) {
            return false;
        }
        byte[] bytes = bytes(id, id.readerIndex(), id.readableBytes());
        out.writeBytes(proof(bytes, address, period())).writeBytes(bytes);
        return true;
    }

    /** Where the first connection id of the dialer stands in its token, -1 for a token that is not ours. */
    @Override
    public int validateToken(ByteBuf token, InetSocketAddress address) {
        int length = token.readableBytes() - MAC_SIZE;
        if (length < 0 || length > LONGEST_ID) {
            return -1;
        }
        byte[] proof = bytes(token, token.readerIndex(), MAC_SIZE);
        byte[] id = bytes(token, token.readerIndex() + MAC_SIZE, length);
        boolean ours = MessageDigest.isEqual(proof, proof(id, address, period()))
                || MessageDigest.isEqual(proof, proof(id, address, period() - 1));
        return ours ? MAC_SIZE : -1;
    }

    @Override
    public int maxTokenLength() {
        return MAC_SIZE + LONGEST_ID;
    }

    private byte[] proof(byte[] id, InetSocketAddress address, long period) {
        mac.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(period)
                .putInt(address.getPort())
                .array());
        mac.update(address.getAddress().getAddress());
        return mac.doFinal(id);
    }

    private static long period() {
        return Math.floorDiv(System.nanoTime(), PERIOD_NANOS);
    }

    private static byte[] bytes(ByteBuf buffer, int index, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        return bytes;
    }
}
