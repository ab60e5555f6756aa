package io.trunkline.ets.internal.file;

import static io.trunkline.ets.internal.file.Loaded.row;
import static io.trunkline.ets.internal.file.Loaded.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trunkline.ets.Access;
import io.trunkline.ets.Atom;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Binary;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.TableFileInfo;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class TableFilesTest {
    private static final TableHeader SET =
            new TableHeader(
                    "my_table", true, TableType.SET, Access.PROTECTED, 1, RowShape.tuples());

    @TempDir private Path folder;

    @Test
    void tablesComeBackWithTheirHeader() throws IOException {
        for (TableType type : TableType.values()) {
            for (Access access : Access.values()) {
                TableHeader header =
                        new TableHeader(
                                "näme\uD800",
                                type.isBag(),
                                type,
                                access,
                                type.ordinal() + 1,
                                RowShape.tuples());
                TableFiles.write(file(), header, source(row(1, 2, 3, 4)));

                assertThat(Loaded.from(file()).header).isEqualTo(header);
            }
        }
    }

    @Test
    void valuesKeepTheirClasses() throws IOException {
        Object[] values = {
            (byte) -1,
            (short) -300,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            java.math.BigInteger.ONE,
            java.math.BigInteger.TWO.pow(5000).negate(),
            1.5f,
            -0.0,
            Double.NaN,
            "",
            "text",
            "gr\u00FC\u00DFe \uD83D\uDE00 \uFFFD",
            "\uDC00lone\uD800",
            true,
            false,
            Atom.of("atom"),
            Atom.of(""),
            Atom.of("\uD800"),
            Binary.of(),
            Binary.of((byte) 0xFF, (byte) 0),
            'c',
            '\uDFFF',
            Tuple.of(),
            Tuple.of(1, Tuple.of("nested")),
            List.of(),
            List.of(1, List.of(2L)),
            ImproperList.cons(List.of(1, 2), 3),
            new java.math.BigDecimal("-12.3400"),
            new java.math.BigDecimal(java.math.BigInteger.ONE, Integer.MIN_VALUE),
            java.time.Instant.MIN,
            java.time.Instant.MAX,
            java.time.LocalDate.MIN,
            java.time.LocalDateTime.MAX,
            java.time.Duration.ofSeconds(Long.MIN_VALUE),
            java.time.Duration.ofNanos(-1),
            new java.util.UUID(1, -2)
        };
        TableFiles.write(file(), SET, source(row(values), row(java.util.Map.of(1, 1L, 1.0, 2))));

        Loaded loaded = Loaded.from(file());
        assertThat(loaded.rows.getFirst()).isEqualTo(values);
        assertThat((java.util.Map<?, ?>) loaded.rows.get(1)[0])
                .hasSize(2)
                .isEqualTo(java.util.Map.of(1, 1L, 1.0, 2));
    }

    @Test
    void anEmptyTableHasAFile() throws IOException {
        TableFiles.write(file(), SET, source());

        assertThat(Loaded.from(file()).rows).isEmpty();
        assertThat(TableFiles.verify(file()).size()).isZero();
    }

    @Test
    void infoSaysWhatTheTableWas() throws IOException {
        TableFiles.write(file(), SET, source(row(1), row(2), row(3)));

        TableFileInfo info = TableFiles.info(file());
        assertThat(info)
                .isEqualTo(
                        new TableFileInfo(
                                "my_table",
                                true,
                                TableType.SET,
                                Access.PROTECTED,
                                1,
                                3,
                                1,
                                Optional.empty(),
                                List.of()))
                .isEqualTo(TableFiles.verify(file()));
    }

    @Test
    void manyRowsComeBackInOrder() throws IOException {
        int rows = 100_000;
        int[] next = {0};
        TableFiles.write(
                file(),
                SET,
                batch -> {
                    for (int i = 0; i < 1000; i++, next[0]++) {
                        batch.add(row((long) next[0], "value " + next[0]));
                    }
                    return next[0] < rows;
                });

        Loaded loaded = Loaded.from(file());
        assertThat(loaded.rows).hasSize(rows);
        for (int i = 0; i < rows; i++) {
            assertThat(loaded.rows.get(i)).isEqualTo(row((long) i, "value " + i));
        }
    }

    @Test
    void rowsLongerThanABlockComeBack() throws IOException {
        List<Object[]> rows = new ArrayList<>();
        for (int length : new int[] {10, 65_000, 65_520, 65_536, 3_000_000, 10, 1_000_000, 5}) {
            rows.add(row(length, "x".repeat(length)));
        }
        rows.add(row(Collections.nCopies(200_000, 7L)));
        TableFiles.write(file(), SET, source(rows));

        Loaded loaded = Loaded.from(file());
        assertThat(loaded.rows).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(loaded.rows.get(i)).isEqualTo(rows.get(i));
        }
    }

    @Test
    void aRowMayFillABlockToTheLastByteButNotMore() throws IOException {
        int limit = 1000;
        // the count of rows, the arity, a tag and a length of two bytes
        int most = limit - 4 - 1 - 1 - 2;
        try (OutputStream out = OutputStream.nullOutputStream()) {
            TableWriter writer = new TableWriter(Channels.newChannel(out), SET, limit);
            writer.row(row("first"));
            writer.row(row("x".repeat(most)));
            writer.row(row("last"));
            assertThatThrownBy(() -> writer.row(row("x".repeat(most + 1))))
                    .isInstanceOf(BadArg.class)
                    .hasMessage("row must take at most 996 bytes: rows before it=3");
            writer.finish();
        }
    }

    @Test
    void theDeepestValueComesBackOnASmallStack() throws Exception {
        Object deepest = 1;
        for (int i = 0; i < Format.MAX_DEPTH; i++) {
            deepest =
                    switch (i % 4) {
                        case 0 -> List.of(deepest);
                        case 1 -> Tuple.of(deepest);
                        case 2 -> java.util.Map.of(1, deepest);
                        default -> ImproperList.cons(List.of(deepest), 2);
                    };
        }
        Object deep = deepest;
        List<Throwable> thrown = new ArrayList<>();
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                TableFiles.write(file(), SET, source(row(deep)));
                                Loaded.from(file());
                            } catch (Throwable t) {
                                thrown.add(t);
                            }
                        },
                        "small stack",
                        512 << 10);
        thread.start();
        thread.join();
        assertThat(thrown).isEmpty();
        assertThat(TableFiles.info(file()).size()).isEqualTo(1);

        assertThatThrownBy(() -> TableFiles.write(file(), SET, source(row(1, List.of(deep)))))
                .isInstanceOf(BadArg.class)
                .hasMessage("value must be at most 256 deep, position=2, row={1, ...}");
    }

    @Test
    void whatHasNoFormIsRefusedByClassAndRow() {
        record Point(int x, int y) {}
        refused(row("key", new Point(1, 2)), "class=" + Point.class.getName());
        refused(row("key", Optional.empty()), "class=java.util.Optional");
        refused(row("key", java.time.DayOfWeek.MONDAY), "class=java.time.DayOfWeek");
        refused(row("key", List.of(new StringBuilder("x"))), "class=java.lang.StringBuilder");
        refused(row("key", (Object) null), "value=null");
        refused(
                row("key", new java.math.BigDecimal("1") {}),
                "class=" + TableFilesTest.class.getName());
        assertThat(folder).isEmptyDirectory();
    }

    private void refused(Object[] row, String problem) {
        assertThatThrownBy(() -> TableFiles.write(file(), SET, source(row(1), row)))
                .isInstanceOf(BadArg.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("position=2")
                .hasMessageContaining("key");
    }

    // --- replacing ---

    @Test
    void aSourceThatThrowsLeavesTheOldFileAndNothingElse() throws IOException {
        TableFiles.write(file(), SET, source(row("old")));
        int[] batches = {0};
        RowSource broken =
                batch -> {
                    for (int i = 0; i < 10_000; i++) {
                        batch.add(row(i, "new"));
                    }
                    if (++batches[0] == 3) {
                        throw new IllegalStateException("table is gone");
                    }
                    return true;
                };

        assertThatThrownBy(() -> TableFiles.write(file(), SET, broken))
                .isInstanceOf(IllegalStateException.class);

        assertOnlyOldFile();
    }

    @Test
    void aRefusedRowLeavesTheOldFileAndNothingElse() throws IOException {
        TableFiles.write(file(), SET, source(row("old")));

        assertThatThrownBy(() -> TableFiles.write(file(), SET, source(row(1), row(new Object()))))
                .isInstanceOf(BadArg.class);

        assertOnlyOldFile();
    }

    @Test
    void anInterruptLeavesTheOldFileAndNothingElse() throws IOException {
        TableFiles.write(file(), SET, source(row("old")));
        RowSource interrupting =
                batch -> {
                    Thread.currentThread().interrupt();
                    batch.add(row("new"));
                    return false;
                };

        assertThatThrownBy(() -> TableFiles.write(file(), SET, interrupting))
                .isInstanceOf(ClosedByInterruptException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertOnlyOldFile();
    }

    private void assertOnlyOldFile() throws IOException {
        assertThat(Loaded.from(file()).lists()).containsExactly(List.of("old"));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void writersOfOneFileLeaveOneWholeFile() throws Exception {
        int writers = 8;
        int rows = 3000;
        try (var threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<Object>> tasks = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                Object[] same = row(w, "x".repeat(30));
                tasks.add(() -> {
                    for (int i = 0; i < 5; i++) {
                        TableFiles.write(file(), SET, source(Collections.nCopies(rows, same)));
                    }
                    return w(same);
                });
            }
            for (Future<Object> task : threads.invokeAll(tasks)) {
                task.get();
            }
        }

        Loaded loaded = Loaded.from(file());
        assertThat(loaded.rows).hasSize(rows);
        assertThat(loaded.rows.stream().map(row -> row[0]).distinct()).hasSize(1);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    private static Object w(Object[] row) {
        return row[0];
    }

    @Test
    void theFileBehindALinkIsReplaced() throws IOException {
        Path target = Files.createDirectory(folder.resolve("data")).resolve("real.tab");
        Path link = Files.createSymbolicLink(folder.resolve("link.tab"), Path.of("data/real.tab"));

        TableFiles.write(link, SET, source(row("dangling")));
        assertThat(Loaded.from(target).lists()).containsExactly(List.of("dangling"));
        TableFiles.write(link, SET, source(row("replaced")));

        assertThat(link).isSymbolicLink();
        assertThat(target).isRegularFile();
        assertThat(Loaded.from(target).lists()).containsExactly(List.of("replaced"));
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Path a = folder.resolve("a");
        Files.createSymbolicLink(a, folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b"), a);

        assertThatThrownBy(() -> TableFiles.write(a, SET, source()))
                .isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void theNewFileHasThePermissionsOfTheOldOne() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        for (String permissions : List.of("rw-------", "rw-rw-rw-")) {
            TableFiles.write(file(), SET, source());
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
            TableFiles.write(file(), SET, source(row(1)));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo(permissions);
        }
    }

    @Test
    void onlyFilesCanBeReplacedOrRead() throws IOException {
        assertThatThrownBy(() -> TableFiles.write(folder, SET, source()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> TableFiles.verify(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> TableFiles.verify(file())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> TableFiles.write(folder.resolve("no/t"), SET, source()))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("no");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aNameMayBeAsLongAsNamesCanBe() throws IOException {
        Path longest = folder.resolve("n".repeat(255));
        TableFiles.write(longest, SET, source(row(1)));

        assertThat(Loaded.from(longest).rows).hasSize(1);
    }

    private Path file() {
        return folder.resolve("table.tab");
    }
}
