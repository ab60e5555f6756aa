package io.trunkline.ets.internal.file;

import io.trunkline.ets.TableFileException;
import io.trunkline.ets.TableFileInfo;
import io.trunkline.ets.internal.file.TypeText.OfEnum;
import io.trunkline.ets.internal.file.TypeText.OfRecord;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one table from a file that stays open between the passes over it, so that a file put in
/// its place meanwhile makes no difference. One that is changed itself is noticed: every pass
/// checks everything.
final class TableReader implements Closeable {
    private final Path file;
    private final FileChannel channel;

    TableReader(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, "must be a regular file");
        }
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /// What the file says of itself; the rows are not looked at.
    TableFileInfo info() throws IOException {
        FrameReader in = new FrameReader(file, channel);
        TableHeader.Text header = header(in);
        return info(header, in.footerAlone());
    }

    /// Checks everything but what single rows say.
    TableFileInfo verify() throws IOException {
        FrameReader in = new FrameReader(file, channel);
        TableHeader.Text header = header(in);
        long rows = 0;
        long blocks = 0;
        while (in.begin() == Format.BLOCK) {
            rows += rowCount(in, in.readCount());
            blocks++;
            in.skip();
            in.end();
        }
        footer(in, rows, blocks);
        return info(header, rows);
    }

    /// Hands out what the file holds.
    void read(RowShape shape, RowSink sink) throws IOException {
        FrameReader in = new FrameReader(file, channel);
        TableHeader.Text header = header(in);
        requireShape(in, header, shape);
        sink.begin(header.with(shape));
        ValueReader values = new ValueReader(header.types(), shape, header.keyPosition());
        long rows = 0;
        long blocks = 0;
        while (in.begin() == Format.BLOCK) {
            Input block = in.payload();
            in.end();
            int count = rowCount(in, block.getInt());
            List<@Nullable Object[]> batch = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                batch.add(values.row(block));
            }
            block.requireEnd();
            sink.rows(batch);
            rows += count;
            blocks++;
        }
        footer(in, rows, blocks);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static TableHeader.Text header(FrameReader in) throws IOException {
        in.begin(Format.HEADER);
        Input payload = in.payload();
        in.end();
        return TableHeader.Text.read(payload);
    }

    /// A row takes a byte at least.
    private static int rowCount(FrameReader in, int count) throws TableFileException {
        if (count <= 0 || count > in.length() - Integer.BYTES) {
            throw in.damage(
                    "block must have a row, and room for all: rows=%d, length=%d"
                            .formatted(Integer.toUnsignedLong(count), in.length()),
                    in.position());
        }
        return count;
    }

    private static void footer(FrameReader in, long rows, long blocks) throws IOException {
        in.requireFooter();
        long start = in.position();
        long saidRows = in.readLong();
        long saidBlocks = in.readLong();
        if (rows != saidRows || blocks != saidBlocks) {
            throw in.damage(
                    "footer must count what there is: rows=%d, said=%d, blocks=%d, said=%d"
                            .formatted(rows, saidRows, blocks, saidBlocks),
                    start);
        }
        in.requireDigest();
        in.end();
        in.requireEnd();
    }

    private static void requireShape(FrameReader in, TableHeader.Text header, RowShape shape)
            throws TableFileException {
        if (shape.isTuples()) {
            return;
        }
        List<TypeText> wanted = shape.types();
        List<TypeText> found = header.types();
        boolean same = wanted.size() == found.size();
        for (int i = 0; same && i < wanted.size(); i++) {
            same = fits(wanted.get(i), found.get(i));
        }
        if (!same) {
            throw in.damage(
                    "rows must be those of the file: expected=%s, got=%s"
                            .formatted(found.isEmpty() ? "tuples" : found, wanted),
                    Format.PREAMBLE);
        }
    }

    /// Enums need not have the same constants, as long as they have those that are met.
    private static boolean fits(TypeText wanted, TypeText found) {
        return (wanted instanceof OfEnum && found instanceof OfEnum)
                ? wanted.name().equals(found.name())
                : wanted.equals(found);
    }

    private static TableFileInfo info(TableHeader.Text header, long rows) {
        Optional<OfRecord> row = header.types().stream().findFirst().map(type -> (OfRecord) type);
        return new TableFileInfo(
                header.name(),
                header.named(),
                header.type(),
                header.access(),
                header.keyPosition(),
                rows,
                Format.VERSION,
                row.map(OfRecord::name),
                row.map(type -> type.components().stream().map(Object::toString).toList())
                        .orElse(List.of()));
    }
}
