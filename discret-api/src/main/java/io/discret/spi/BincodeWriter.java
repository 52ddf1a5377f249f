package io.discret.spi;

import io.discret.api.Uid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Write the binary form of messages: fixed-width little-endian numbers, 8-byte lengths (docs/protocol/40 §5).
 *
 * <p>Grows as needed. Not safe for use by several threads.
 */
public final class BincodeWriter {
    private byte[] bytes;
    private int size;

    public BincodeWriter() {
        this(256);
    }

    /** Start with room for a number of bytes. */
    public BincodeWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public BincodeWriter u8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public BincodeWriter u16(int value) {
        ensure(2);
        buffer(2).putShort((short) value);
        size += 2;
        return this;
    }

    public BincodeWriter u32(int value) {
        ensure(4);
        buffer(4).putInt(value);
        size += 4;
        return this;
    }

    public BincodeWriter u64(long value) {
        ensure(8);
        buffer(8).putLong(value);
        size += 8;
        return this;
    }

    public BincodeWriter i64(long value) {
        return u64(value);
    }

    public BincodeWriter bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** Bytes without a length. */
    public BincodeWriter fixed(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    public BincodeWriter uid(Uid value) {
        ensure(Uid.SIZE);
        value.writeTo(ByteBuffer.wrap(bytes, size, Uid.SIZE));
        size += Uid.SIZE;
        return this;
    }

    /** Length and bytes. */
    public BincodeWriter byteString(byte[] value) {
        return u64(value.length).fixed(value);
    }

    /** Length and UTF-8 bytes. */
    public BincodeWriter text(String value) {
        return byteString(value.getBytes(StandardCharsets.UTF_8));
    }

    public BincodeWriter optionalUid(@Nullable Uid value) {
        return value == null ? u8(0) : u8(1).uid(value);
    }

    public BincodeWriter optionalText(@Nullable String value) {
        return value == null ? u8(0) : u8(1).text(value);
    }

    public BincodeWriter optionalBytes(byte @Nullable [] value) {
        return value == null ? u8(0) : u8(1).byteString(value);
    }

    public BincodeWriter optionalI64(@Nullable Long value) {
        return value == null ? u8(0) : u8(1).i64(value);
    }

    public BincodeWriter optionalU32(@Nullable Integer value) {
        return value == null ? u8(0) : u8(1).u32(value);
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** What was written, a fresh array. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private ByteBuffer buffer(int length) {
        return ByteBuffer.wrap(bytes, size, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), Math.min(bytes.length * 2, 1 << 30)));
        }
    }
}
