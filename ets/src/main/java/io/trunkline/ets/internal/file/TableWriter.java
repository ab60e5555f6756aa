package io.trunkline.ets.internal.file;

import io.trunkline.ets.BadArg;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/// Writes one table: the header at once, rows as they come, in blocks, and the footer at the end.
final class TableWriter {
    /// Before the rows of a block: the frame's head, and how many they are.
    private static final int BLOCK_HEAD = Format.FRAME_HEAD + Integer.BYTES;

    private final FrameWriter frames;
    private final Output block;
    private final ValueWriter values;
    private final int maxPayload;

    private int rowsInBlock;
    private long rows;
    private long blocks;

    /// @param maxPayload how long a block may be: [Format#MAX_PAYLOAD], or less in tests
    TableWriter(WritableByteChannel to, TableHeader header, int maxPayload) throws IOException {
        this.maxPayload = maxPayload;
        this.block = new Output(Format.FRAME_HEAD + maxPayload);
        this.values = new ValueWriter(block, header.shape());
        this.frames = new FrameWriter(to);
        writeHeader(header);
        beginBlock();
    }

    private void writeHeader(TableHeader header) throws IOException {
        FrameWriter.begin(block, Format.HEADER);
        header.write(block);
        frames.write(block, block.size());
    }

    /// Adds a row.
    ///
    /// @throws BadArg if the format has no form for a part of it, or if it is too long
    void row(@Nullable Object[] elements) throws IOException {
        int start = block.size();
        try {
            values.row(elements);
        } catch (Output.Overflow e) {
            block.truncate(start);
            if (rowsInBlock == 0) {
                throw tooLong(e);
            }
            endBlock(start);
            row(elements);
            return;
        }
        if (block.size() <= Format.BLOCK_SIZE) {
            rowsInBlock++;
        } else if (rowsInBlock == 0) {
            rowsInBlock++;
            endBlock(block.size());
        } else {
            endBlock(start);
            row(elements);
        }
    }

    /// Writes what is left, and the footer.
    void finish() throws IOException {
        if (rowsInBlock > 0) {
            endBlock(block.size());
        }
        frames.finish(rows, blocks);
    }

    private void beginBlock() {
        FrameWriter.begin(block, Format.BLOCK);
        block.putInt(0); // how many rows, once it is known
        rowsInBlock = 0;
    }

    private void endBlock(int end) throws IOException {
        block.setInt(Format.FRAME_HEAD, rowsInBlock);
        frames.write(block, end);
        rows += rowsInBlock;
        blocks++;
        beginBlock();
    }

    private BadArg tooLong(Output.Overflow cause) {
        BadArg refused =
                new BadArg(
                        "row must take at most %d bytes: rows before it=%d"
                                .formatted(maxPayload - Integer.BYTES, rows));
        refused.initCause(cause);
        return refused;
    }
}
