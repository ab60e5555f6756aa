package io.trunkline.ets.internal.file;

import io.trunkline.ets.TableFileException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// One pass over the frames of a file, from the beginning. A frame is begun, its payload is read or
/// skipped, and then [#end()] says whether it was as it was written.
final class FrameReader {
    private static final int SLICE = 1 << 16;

    private final Path file;
    private final FileChannel from;
    private final long size;
    private final MessageDigest digest = digest();
    private final CRC32C checksum = new CRC32C();
    private final byte[] small = new byte[Long.BYTES];
    private byte[] large = {};

    private long at;
    private int kind;
    private int length;
    private long payloadEnd;

    /// Reads the preamble.
    FrameReader(Path file, FileChannel from) throws IOException {
        this.file = file;
        this.from = from;
        this.size = from.size();
        byte[] magic = Format.magic();
        if (size < magic.length
                || !Arrays.equals(read(new byte[magic.length], magic.length), magic)) {
            throw damage("file must be a table file: it does not begin like one", 0);
        }
        int version = readInt();
        requireChecksum(0);
        if (version != Format.VERSION) {
            throw damage(
                    "file must be of a version that is known here: version=%d, known=%d"
                            .formatted(version, Format.VERSION),
                    magic.length);
        }
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    long position() {
        return at;
    }

    long size() {
        return size;
    }

    /// Begins the next frame.
    ///
    /// @return its kind
    int begin() throws IOException {
        long start = at;
        kind = read(small, 1)[0];
        if (kind != Format.HEADER && kind != Format.BLOCK && kind != Format.FOOTER) {
            throw damage("expected a header, a block or a footer, got: kind=" + kind, start);
        }
        length = readInt();
        if (length < 0 || length > Format.MAX_PAYLOAD || length > size - at - Format.CHECKSUM) {
            throw damage(
                    "frame must end within the file: length=%d, size=%d"
                            .formatted(Integer.toUnsignedLong(length), size),
                    start);
        }
        payloadEnd = at + length;
        return kind;
    }

    /// Begins the next frame, which must be of this kind.
    void begin(byte expected) throws IOException {
        long start = at;
        if (begin() != expected) {
            throw damage("expected %c, got: %c".formatted(expected, kind), start);
        }
    }

    /// The frame that was begun must be the footer, and be followed by the end mark alone.
    void requireFooter() throws TableFileException {
        if (kind != Format.FOOTER || length != Format.FOOTER_PAYLOAD) {
            throw damage(
                    "expected a block or a footer, got: kind=%c, length=%d".formatted(kind, length),
                    at - Format.FRAME_HEAD);
        }
    }

    /// Goes to where the footer must be, past all that comes before it.
    ///
    /// @return how many rows the footer says there are
    long footerAlone() throws IOException {
        at = Math.max(at, size - Format.FOOTER_LENGTH);
        begin();
        requireFooter();
        long rows = readLong();
        skip();
        end();
        requireEnd();
        return rows;
    }

    /// How long the payload is.
    int length() {
        return length;
    }

    /// All of the payload. It is overwritten with the next one.
    Input payload() throws IOException {
        if (large.length < length) {
            large = new byte[Math.max(length, SLICE)];
        } else if (large.length > SLICE && length <= SLICE) {
            large = new byte[SLICE];
        }
        long start = at;
        return new Input(file, read(large, length), length, start);
    }

    long readLong() throws IOException {
        requirePayload(Long.BYTES);
        return ByteBuffer.wrap(read(small, Long.BYTES)).getLong();
    }

    /// The first four bytes of the payload.
    int readCount() throws IOException {
        requirePayload(Integer.BYTES);
        return readInt();
    }

    /// Reads what is left of the payload.
    void skip() throws IOException {
        if (large.length < SLICE) {
            large = new byte[SLICE];
        }
        while (at < payloadEnd) {
            read(large, (int) Math.min(SLICE, payloadEnd - at));
        }
    }

    /// Reads the digest and compares it with that of all that was read before.
    void requireDigest() throws IOException {
        long start = at;
        byte[] expected = digest.digest();
        requirePayload(Format.DIGEST);
        if (!Arrays.equals(read(new byte[Format.DIGEST], Format.DIGEST), expected)) {
            throw damage("file must have the digest that its footer says", start);
        }
    }

    /// Ends a frame whose payload was read.
    void end() throws IOException {
        long start = payloadEnd - length - Format.FRAME_HEAD;
        if (at != payloadEnd) {
            throw damage("payload must end with its last value: left=" + (payloadEnd - at), at);
        }
        requireChecksum(start);
    }

    /// Reads the end mark, which must be the end.
    void requireEnd() throws IOException {
        long start = at;
        byte[] mark = Format.end();
        if (!Arrays.equals(read(new byte[mark.length], mark.length), mark)) {
            throw damage("file must end with its end mark", start);
        }
        if (at != size) {
            throw damage("nothing must follow the end mark: bytes=" + (size - at), at);
        }
    }

    /// What is wrong with the file, and where.
    TableFileException damage(String problem, long where) {
        return new TableFileException(problem, file, where);
    }

    private void requirePayload(int bytes) throws TableFileException {
        if (bytes > payloadEnd - at) {
            throw damage(
                    "payload must have %d more bytes: left=%d".formatted(bytes, payloadEnd - at),
                    at);
        }
    }

    private void requireChecksum(long start) throws IOException {
        int expected = (int) checksum.getValue();
        int stored = readInt();
        checksum.reset();
        if (stored != expected) {
            throw damage(
                    "bytes must have their checksum: expected=%08x, got=%08x"
                            .formatted(stored, expected),
                    start);
        }
    }

    private int readInt() throws IOException {
        return ByteBuffer.wrap(read(small, Integer.BYTES)).getInt();
    }

    private byte[] read(byte[] into, int count) throws IOException {
        for (int done = 0; done < count; ) {
            ByteBuffer slice = ByteBuffer.wrap(into, done, Math.min(SLICE, count - done));
            int n = from.read(slice, at + done);
            if (n < 0) {
                throw damage(
                        "file must be whole: it ends where %d more bytes are expected"
                                .formatted(count - done),
                        at + done);
            }
            done += n;
        }
        at += count;
        checksum.update(into, 0, count);
        digest.update(into, 0, count);
        return into;
    }
}
