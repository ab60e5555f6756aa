package io.trunkline.ets.internal.file;

import static io.trunkline.ets.internal.file.Loaded.row;
import static io.trunkline.ets.internal.file.Loaded.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.RandomTerms;
import io.trunkline.ets.TableFileException;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/// Files that are not as they were written, and files that were written to deceive.
class DamagedFilesTest {
    private static final TableHeader HEADER =
            new TableHeader("t", false, TableType.SET, Access.PUBLIC, 1, RowShape.tuples());

    @TempDir private Path folder;

    private Path file;
    private byte[] sound;

    @BeforeEach
    void writeSoundFile() throws IOException {
        file = folder.resolve("table.tab");
        TableFiles.write(file, HEADER, source(row(1L, "one"), row(2, Tuple.of(2.0))));
        sound = Files.readAllBytes(file);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        for (int length = 0; length < sound.length; length++) {
            assertRefused(Arrays.copyOf(sound, length), "length=" + length);
        }
    }

    @Test
    void everyFlippedBitIsRefused() throws IOException {
        for (int bit = 0; bit < sound.length * 8; bit++) {
            byte[] flipped = sound.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(flipped, "bit=" + bit);
        }
    }

    @Test
    void whatFollowsTheEndIsRefused() throws IOException {
        for (int more : new int[] {1, 8, 100_000}) {
            assertRefused(Arrays.copyOf(sound, sound.length + more), "more=" + more);
        }
        byte[] twice = Arrays.copyOf(sound, sound.length * 2);
        System.arraycopy(sound, 0, twice, sound.length, sound.length);
        assertRefused(twice, "twice");
    }

    @Test
    void filesOfOthersAreRefused() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(sound);
        }
        for (byte[] foreign :
                List.of(
                        new byte[0],
                        "{my_table, set}.\n".getBytes(StandardCharsets.UTF_8),
                        zipped.toByteArray(),
                        new byte[1000])) {
            assertThat(assertRefused(foreign, "foreign"))
                    .hasMessageContaining("file must be a table file")
                    .hasMessageContaining("file=" + file + ", offset=0");
        }
    }

    @Test
    void otherVersionsAreNamed() throws IOException {
        for (int version : new int[] {0, 2, -1}) {
            byte[] other = sound.clone();
            ByteBuffer bytes = ByteBuffer.wrap(other).putInt(8, version);
            CRC32C checksum = new CRC32C();
            checksum.update(other, 0, 12);
            bytes.putInt(12, (int) checksum.getValue());
            assertThat(assertRefused(other, "version"))
                    .hasMessageContaining("version=%d, known=1", version);
        }
    }

    private TableFileException assertRefused(byte[] bytes, String about) throws IOException {
        Files.write(file, bytes);
        Loaded loaded = new Loaded();
        try {
            TableFiles.read(file, RowShape.tuples(), loaded);
        } catch (TableFileException e) {
            assertThat(loaded.header).as(about).isNull();
            assertThat(e.file()).isEqualTo(file);
            return e;
        }
        throw new AssertionError("must be refused: " + about);
    }

    @Test
    void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
        for (int at = 0; at < sound.length; at += 7) {
            byte[] changed = sound.clone();
            changed[at] ^= 1;
            assertRefusedWhenChangedTo(changed);
            assertRefusedWhenChangedTo(Arrays.copyOf(sound, at));
        }
    }

    private void assertRefusedWhenChangedTo(byte[] bytes) throws IOException {
        Files.write(file, sound);
        try (TableReader reader = new TableReader(file)) {
            reader.verify();
            Files.write(file, bytes);
            assertThatThrownBy(() -> reader.read(RowShape.tuples(), new Loaded()))
                    .isInstanceOf(TableFileException.class);
        }
    }

    @Test
    void aFilePutInItsPlaceMeanwhileMakesNoDifference() throws IOException {
        try (TableReader reader = new TableReader(file)) {
            reader.verify();
            TableFiles.write(file, HEADER, source());
            Loaded loaded = new Loaded();
            reader.read(RowShape.tuples(), loaded);
            assertThat(loaded.rows).hasSize(2);
        }
    }

    // --- hostile, with the right checksums ---

    @Test
    void countsAndLengthsBeyondWhatIsLeftAreRefused() throws IOException {
        hostile("count must be at most", out -> out.putCount(Long.MAX_VALUE));
        hostile("count must be at most", out -> out.putCount(-1));
        for (int tag : new int[] {0x20, 0x21, 0x22, 0x23, 0x24, 0x14, 0x30, 0x31, 0x32, 0x33}) {
            hostile(
                    "count must be at most",
                    out -> {
                        out.putCount(1);
                        out.put((byte) tag);
                        out.putCount(Integer.MAX_VALUE);
                        out.putLong(0);
                    });
        }
        hostile(
                "number must fit 64 bits",
                out -> {
                    for (int i = 0; i < 10; i++) {
                        out.put((byte) 0xFF);
                    }
                });
        // each level claims as many elements as there are bytes left
        hostile(
                "value must be at most 256 deep",
                out -> {
                    out.putCount(1);
                    for (int i = 0; i < 30_000; i++) {
                        out.put(Format.Tag.LIST);
                        out.putCount(10_000);
                    }
                });
    }

    @Test
    void valuesThatAreNoneAreRefused() throws IOException {
        value("expected a value, got: tag=0", 0);
        value("expected a value, got: tag=127", 0x7F);
        value("text must be UTF-8", 0x20, 2, 0xC0, 0x80);
        value("text must be UTF-8", 0x20, 3, 0xED, 0xA0, 0x80);
        value("text must be UTF-8", 0x20, 1, 0xE2);
        value("atom must not be a boolean", 0x22, 4, 't', 'r', 'u', 'e');
        value("integer must have a byte", 0x14, 0);
        value("integer must fit 16 bits", 0x11, 0x80, 0x80, 4);
        value("integer must fit 32 bits", 0x12, 0x80, 0x80, 0x80, 0x80, 0x20);
        value("map must have each key once", 0x33, 2, 0x12, 2, 1, 0x13, 2, 1);
        value("improper list must have", 0x32, 1, 1, 0x31, 0);
        value("improper list must have", 0x32, 0, 1);
        value("value must be in the range", 0x41, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1);
        value("index must be less than 1000000000", 0x40, 0, 0x80, 0x94, 0xEB, 0xDC, 3);
        value("index must be less than 0", 0x34, 0, 0);
        value("index must be less than 0", 0x35, 0, 0);
        hostile("row must reach to the key", out -> out.putCount(0));
        value("payload must end with its last value", 1, 1);
        value("value must end within its payload", 0x16, 1);
    }

    private void value(String problem, int... bytes) throws IOException {
        hostile(
                problem,
                out -> {
                    out.putCount(1);
                    for (int b : bytes) {
                        out.put((byte) b);
                    }
                });
    }

    @Test
    void countsOfRowsAreChecked() throws IOException {
        for (int count : new int[] {0, -1, 2, Integer.MAX_VALUE}) {
            frames(out -> {}, count, new byte[0], 1, 1);
            assertLoadRefused("block must have a row, and room for all");
        }
        byte[] one = {1, Format.Tag.TRUE};
        frames(out -> {}, 1, one, 2, 1);
        assertLoadRefused("footer must count what there is");
        frames(out -> {}, 1, one, 1, 2);
        assertLoadRefused("footer must count what there is");
        frames(out -> {}, 1, one, 1, 1);
        assertThat(Loaded.from(file).rows).hasSize(1);
        frames(out -> out.put((byte) 1), 1, one, 1, 1);
        assertLoadRefused("payload must end with its last value");
    }

    private void hostile(String problem, Consumer<Output> row) throws IOException {
        Output bytes = new Output(1 << 20);
        row.accept(bytes);
        frames(out -> {}, 1, Arrays.copyOf(bytes.array(), bytes.size()), 1, 1);
        assertLoadRefused(problem);
    }

    private void assertLoadRefused(String problem) {
        assertThatThrownBy(() -> Loaded.from(file))
                .isInstanceOf(TableFileException.class)
                .hasMessageContaining(problem);
    }

    /// Writes a file of one block, by hand.
    private void frames(Consumer<Output> header, int count, byte[] rows, long all, long blocks)
            throws IOException {
        try (var to =
                Files.newByteChannel(
                        file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            FrameWriter frames = new FrameWriter(to);
            Output out = new Output(1 << 20);
            FrameWriter.begin(out, Format.HEADER);
            HEADER.write(out);
            header.accept(out);
            frames.write(out, out.size());
            FrameWriter.begin(out, Format.BLOCK);
            out.putInt(count);
            out.putBytes(rows, 0, rows.length);
            frames.write(out, out.size());
            frames.finish(all, blocks);
        }
    }

    @Test
    void randomTermsComeBackAndRandomDamageIsRefusedOrRead() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RandomTerms terms = new RandomTerms(seed);
        int written = 0;
        for (int i = 0; i < 5_000; i++) {
            Object term = Terms.immutable(terms.next());
            Output out = new Output(1 << 20);
            try {
                new ValueWriter(out, RowShape.tuples()).row(row(term));
            } catch (BadArg e) {
                // RandomTerms has enums and records, for which rows of tuples have no form
                assertThat(e).as("seed=%d", seed).hasMessageContaining("have a form for");
                continue;
            }
            written++;
            byte[] bytes = Arrays.copyOf(out.array(), out.size());
            Object back = decode(bytes)[0];
            assertThat(Terms.same(term, back)).as("seed=%d, term=%s", seed, term).isTrue();
            Output again = new Output(1 << 20);
            new ValueWriter(again, RowShape.tuples()).row(row(back));
            assertThat(Arrays.copyOf(again.array(), again.size()))
                    .as("seed=%d, term=%s", seed, term)
                    .isEqualTo(bytes);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                decode(bytes);
            } catch (TableFileException e) {
                assertThat(e).as("seed=%d", seed).hasMessageContaining("offset=");
            }
        }
        assertThat(written).isGreaterThan(2_000);
    }

    private Object[] decode(byte[] bytes) throws TableFileException {
        return new ValueReader(List.of(), RowShape.tuples(), 0)
                .row(new Input(file, bytes, bytes.length, 0));
    }
}
