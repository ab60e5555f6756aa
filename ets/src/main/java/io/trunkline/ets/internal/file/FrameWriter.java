package io.trunkline.ets.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/// Writes frames, each with its length before and its checksum behind it, and at the end the digest
/// of all that was written.
final class FrameWriter {
    /// An array is written through a direct buffer as large as what is written, which the JDK
    /// keeps.
    private static final int SLICE = 1 << 16;

    private final WritableByteChannel to;
    private final MessageDigest digest = FrameReader.digest();
    private final CRC32C checksum = new CRC32C();
    private final byte[] four = new byte[Format.CHECKSUM];

    /// Writes the preamble.
    FrameWriter(WritableByteChannel to) throws IOException {
        this.to = to;
        Output preamble = new Output(Format.PREAMBLE);
        byte[] magic = Format.magic();
        preamble.putBytes(magic, 0, magic.length);
        preamble.putInt(Format.VERSION);
        write(preamble.array(), preamble.size());
        writeChecksum();
    }

    /// Empties `frame` and begins a frame in it.
    static void begin(Output frame, byte kind) {
        frame.truncate(0);
        frame.put(kind);
        frame.putInt(0); // the length, once it is known
    }

    /// Writes a frame that was begun, up to its `end`.
    void write(Output frame, int end) throws IOException {
        frame.setInt(1, end - Format.FRAME_HEAD);
        write(frame.array(), end);
        writeChecksum();
    }

    /// Writes the footer and the end mark.
    void finish(long rows, long blocks) throws IOException {
        Output footer = new Output(Format.FOOTER_LENGTH);
        begin(footer, Format.FOOTER);
        footer.putLong(rows);
        footer.putLong(blocks);
        footer.setInt(1, Format.FOOTER_PAYLOAD);
        digest.update(footer.array(), 0, footer.size());
        footer.putBytes(digest.digest(), 0, Format.DIGEST);
        write(footer, footer.size());
        byte[] end = Format.end();
        write(end, end.length);
    }

    private void writeChecksum() throws IOException {
        int sum = (int) checksum.getValue();
        for (int i = 0; i < four.length; i++) {
            four[i] = (byte) (sum >>> (24 - 8 * i));
        }
        write(four, four.length);
        checksum.reset();
    }

    private void write(byte[] bytes, int length) throws IOException {
        checksum.update(bytes, 0, length);
        digest.update(bytes, 0, length);
        for (int from = 0; from < length; from += SLICE) {
            ByteBuffer slice = ByteBuffer.wrap(bytes, from, Math.min(SLICE, length - from));
            while (slice.hasRemaining()) {
                to.write(slice);
            }
        }
    }
}
