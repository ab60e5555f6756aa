package io.trunkline.ets.internal.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes on their way to a file, in an array that grows up to a limit. Numbers are big-endian.
final class Output {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// A buffer that has grown beyond this for one row is not kept for the next.
    private static final int KEPT = 4 * Format.BLOCK_SIZE;

    private final int limit;
    private byte[] bytes = new byte[256];
    private int size;

    Output(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    /// The array that holds the bytes, until more are put.
    byte[] array() {
        return bytes;
    }

    /// Forgets all but the first bytes.
    void truncate(int length) {
        size = length;
        if (length == 0 && bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
    }

    void put(byte b) {
        need(1);
        bytes[size++] = b;
    }

    void putChar(char c) {
        need(2);
        bytes[size++] = (byte) (c >>> 8);
        bytes[size++] = (byte) c;
    }

    void putInt(int n) {
        need(Integer.BYTES);
        INT.set(bytes, size, n);
        size += Integer.BYTES;
    }

    void putLong(long n) {
        need(Long.BYTES);
        LONG.set(bytes, size, n);
        size += Long.BYTES;
    }

    /// Overwrites four bytes.
    void setInt(int at, int n) {
        INT.set(bytes, at, n);
    }

    void putBytes(byte[] source, int from, int length) {
        need(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /// A number that is not negative, seven bits a byte, lowest first.
    void putCount(long n) {
        need(10);
        long rest = n;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// A number of either sign: short if it is near zero.
    void putSigned(long n) {
        putCount((n << 1) ^ (n >> 63));
    }

    /// The length, and then the bytes.
    void putBlob(byte[] source) {
        putCount(source.length);
        putBytes(source, 0, source.length);
    }

    /// Text after a tag: in UTF-8, or in UTF-16 if it has a surrogate without its partner, for
    /// which UTF-8 has no form.
    void putText(byte utf8, byte utf16, String text) {
        int start = size;
        put(utf8);
        if (putAscii(text)) {
            return;
        }
        size = start;
        if (isWellFormed(text)) {
            put(utf8);
            putBlob(text.getBytes(StandardCharsets.UTF_8));
        } else {
            put(utf16);
            putCount(text.length());
            for (int i = 0; i < text.length(); i++) {
                putChar(text.charAt(i));
            }
        }
    }

    private boolean putAscii(String text) {
        int length = text.length();
        putCount(length);
        need(length);
        byte[] to = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            to[at + i] = (byte) c;
        }
        size = at + length;
        return true;
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private void need(int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    /// Close to the limit the room of a number's longest form may be missing though it would fit:
    /// the limit is one of many bytes, not of exactly so many.
    private void grow(int more) {
        if (more > limit - size) {
            throw new Overflow();
        }
        long doubled = Math.max(2L * bytes.length, (long) size + more);
        bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, limit));
    }

    /// More bytes than the limit.
    static final class Overflow extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overflow() {
            super("output must be within its limit", null, false, false);
        }
    }
}
