package io.trunkline.ets.internal.file;

import io.trunkline.ets.TableFileException;
import io.trunkline.ets.internal.file.Format.Tag;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Bytes of a file that have their checksum and may be hostile all the same. Every method throws
/// [TableFileException] rather than read beyond the end.
final class Input {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Path file;
    private final byte[] bytes;
    private final int end;
    private final long offset;
    private int at;

    /// @param offset where in the file the first byte is
    Input(Path file, byte[] bytes, int length, long offset) {
        this.file = file;
        this.bytes = bytes;
        this.end = length;
        this.offset = offset;
    }

    int remaining() {
        return end - at;
    }

    byte get() throws TableFileException {
        need(1);
        return bytes[at++];
    }

    char getChar() throws TableFileException {
        need(2);
        int high = bytes[at++] & 0xFF;
        return (char) (high << 8 | (bytes[at++] & 0xFF));
    }

    int getInt() throws TableFileException {
        need(Integer.BYTES);
        int n = (int) INT.get(bytes, at);
        at += Integer.BYTES;
        return n;
    }

    long getLong() throws TableFileException {
        need(Long.BYTES);
        long n = (long) LONG.get(bytes, at);
        at += Long.BYTES;
        return n;
    }

    /// How many things of at least `width` bytes each follow: no more than there is room for.
    int getCount(int width) throws TableFileException {
        int start = at;
        long n = getVarint();
        if (n < 0 || n > remaining() / width) {
            throw damage(
                    "count must be at most what is left: count=" + Long.toUnsignedString(n), start);
        }
        return (int) n;
    }

    /// A number from 0 to less than `size`.
    int getIndex(int size) throws TableFileException {
        int start = at;
        long n = getVarint();
        if (n < 0 || n >= size) {
            throw damage(
                    "index must be less than %d: index=%s"
                            .formatted(size, Long.toUnsignedString(n)),
                    start);
        }
        return (int) n;
    }

    long getSigned() throws TableFileException {
        long n = getVarint();
        return (n >>> 1) ^ -(n & 1);
    }

    int getSignedInt() throws TableFileException {
        int start = at;
        long n = getSigned();
        if (n != (int) n) {
            throw damage("integer must fit 32 bits: integer=" + n, start);
        }
        return (int) n;
    }

    private long getVarint() throws TableFileException {
        int start = at;
        long n = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = get();
            n |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                if (shift == 63 && b > 1) {
                    break;
                }
                return n;
            }
        }
        throw damage("number must fit 64 bits", start);
    }

    /// A length, and so many bytes.
    byte[] getBlob() throws TableFileException {
        int length = getCount(1);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /// Text after the tag that says in which form it is.
    String getText() throws TableFileException {
        byte tag = get();
        return switch (tag) {
            case Tag.STRING -> getUtf8();
            case Tag.STRING_UTF16 -> getUtf16();
            default -> throw damage("expected a text, got: tag=" + tag, at - 1);
        };
    }

    String getUtf8() throws TableFileException {
        int length = getCount(1);
        int start = at;
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        at += length;
        // what is malformed became this character, which may be in the text itself too
        if (text.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            } catch (CharacterCodingException e) {
                throw damage("text must be UTF-8", start, e);
            }
        }
        return text;
    }

    String getUtf16() throws TableFileException {
        int length = getCount(2);
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = getChar();
        }
        return new String(chars);
    }

    /// @throws TableFileException if there is more
    void requireEnd() throws TableFileException {
        if (at != end) {
            throw damage("payload must end with its last value: left=" + remaining());
        }
    }

    /// What is wrong with what is here.
    TableFileException damage(String problem) {
        return damage(problem, at);
    }

    TableFileException damage(String problem, Throwable cause) {
        return damage(problem, at, cause);
    }

    private TableFileException damage(String problem, int where) {
        return new TableFileException(problem, file, offset + where);
    }

    private TableFileException damage(String problem, int where, Throwable cause) {
        TableFileException damage = damage(problem, where);
        damage.initCause(cause);
        return damage;
    }

    private void need(int length) throws TableFileException {
        if (length > end - at) {
            throw damage(
                    "value must end within its payload: needed=%d, left=%d"
                            .formatted(length, end - at));
        }
    }
}
