package io.trunkline.ets.internal.file;

import static io.trunkline.ets.internal.file.Loaded.row;
import static io.trunkline.ets.internal.file.Loaded.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.ets.Access;
import io.trunkline.ets.Atom;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Binary;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.TableFileException;
import io.trunkline.ets.TableFileInfo;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class RecordFilesTest {
    private enum Level {
        LOW,
        HIGH {
            @Override
            public String toString() {
                return "very high";
            }
        }
    }

    private record Point(int x, Integer y) {}

    private record Leaf(String name, Leaf next) {}

    private record Primitives(
            boolean z, byte b, short s, char c, int i, long l, float f, double d) {}

    private record Wrappers(
            Boolean z, Byte b, Short s, Character c, Integer i, Long l, Float f, Double d) {}

    private record Objects(
            String text,
            Atom atom,
            Binary binary,
            Tuple tuple,
            ImproperList improper,
            BigInteger big,
            BigDecimal decimal,
            UUID uuid,
            Instant instant,
            Duration duration,
            LocalDate date,
            LocalDateTime time) {}

    private record Nested(
            Level level,
            DayOfWeek day,
            Point point,
            Leaf leaf,
            Object anything,
            Number number,
            List<Level> levels,
            Collection<? extends Point> points,
            Map<Level, List<Point>> map) {}

    private record Varied(int... numbers) {}

    private record Holder(String key, Object value) {}

    private record Pair<T>(String key, T value) {}

    private record Sets(Set<String> set, ArrayList<String> list, HashMap<String, String> map) {}

    @TempDir private Path folder;

    @Test
    void primitiveComponentsComeBack() throws IOException {
        Object[] row = {true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6.0};
        assertComesBack(Primitives.class, row);
        assertComesBack(Wrappers.class, row);
        assertComesBack(Wrappers.class, new Object[8]);
    }

    @Test
    void componentsOfTheJdksClassesComeBack() throws IOException {
        assertComesBack(
                Objects.class,
                "text",
                Atom.of("atom"),
                Binary.of((byte) 1),
                Tuple.of(1, "two"),
                ImproperList.cons(List.of(1), 2),
                BigInteger.TEN,
                new BigDecimal("1.10"),
                new UUID(1, 2),
                Instant.ofEpochSecond(5, 6),
                Duration.ofMillis(-7),
                LocalDate.of(2020, 2, 29),
                LocalDateTime.of(1, 2, 3, 4, 5, 6, 7));
        assertComesBack(Objects.class, new Object[12]);
    }

    @Test
    void enumsAndRecordsComeBackWhereTheyAreDeclared() throws IOException {
        Point point = new Point(1, null);
        assertComesBack(
                Nested.class,
                Level.HIGH,
                DayOfWeek.SUNDAY,
                point,
                new Leaf("a", new Leaf("b", null)),
                Tuple.of(1),
                7L,
                List.of(Level.HIGH, Level.LOW),
                List.of(point, new Point(2, 3)),
                Map.of(Level.LOW, List.of(point), Level.HIGH, List.of()));
        assertComesBack(Nested.class, new Object[9]);
    }

    private void assertComesBack(Class<?> rows, Object... row) throws IOException {
        RowShape shape = shape(rows);
        TableFiles.write(file(), header(shape), source(row(row)));

        Loaded loaded = Loaded.from(file(), shape);
        assertThat(loaded.header).isEqualTo(header(shape));
        assertThat(loaded.rows).hasSize(1);
        assertThat(loaded.rows.getFirst()).isEqualTo(row);
    }

    @Test
    void collectionsOfOthersComeBackUnmodifiable() throws IOException {
        List<Object> list = new ArrayList<>(List.of(1, List.of(2)));
        RowShape shape = shape(Holder.class);
        TableFiles.write(file(), header(shape), source(row("key", list)));

        Object back = Loaded.from(file(), shape).rows.getFirst()[1];
        assertThat(back).isEqualTo(list);
        assertThat(List.copyOf((List<?>) back)).isSameAs(back);
    }

    @Test
    void whatCouldNotComeBackIsRefused() {
        Class<Holder> holder = Holder.class;
        refused(holder, row("key", Level.LOW), "class=" + Level.class.getName());
        refused(holder, row("key", new Point(1, 2)), "class=" + Point.class.getName());
        refused(holder, row("key", Optional.of(1)), "class=java.util.Optional");
        refused(holder, row("key", new int[0]), "class=[I");
        refused(holder, row("key", Set.of()), "class=java.util");
        refused(holder, row("key", Arrays.asList(1, null)), "value=null");
        refused(holder, row("key", map(null)), "value=null");
        refused(holder, row("key", Map.of(1, "a", 1L, "b")), "map must have each key once");
        refused(Pair.class, row("key", Level.LOW), "class=" + Level.class.getName());
        refused(Sets.class, row(Set.of("a"), null, null), "class=java.util");
        refused(Sets.class, row(null, new ArrayList<>(), null), "class=java.util.ArrayList");
        refused(Sets.class, row(null, null, new HashMap<>()), "class=java.util.HashMap");
        refused(Point.class, row(null, 1), "value=null");
        refused(Point.class, row(1), "elements=1");
        assertThat(folder).isEmptyDirectory();
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = new HashMap<>();
        map.put("key", value);
        return map;
    }

    private void refused(Class<?> rows, Object[] row, String problem) {
        assertThatThrownBy(() -> TableFiles.write(file(), header(shape(rows)), source(row(row))))
                .isInstanceOf(BadArg.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("row=");
    }

    @Test
    void recordsThatHoldThemselvesForeverAreRefused() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        refused(Holder.class, row("key", endless), "value must be at most 256 deep, position=2");
    }

    // --- other classes than those that were written ---

    private record Row(String key, Level level) {}

    private static final class Renamed {
        private record Row(String key, Level rank) {}
    }

    private static final class Retyped {
        private record Row(String key, Point level) {}
    }

    @Test
    void aFileIsOnlyReadAsTheClassThatWasWritten() throws IOException {
        RowShape written = shape(Row.class);
        TableFiles.write(file(), header(written), source(row("key", Level.LOW)));

        for (RowShape other :
                List.of(shape(Point.class), shape(Renamed.Row.class), shape(Retyped.Row.class))) {
            assertThatThrownBy(() -> Loaded.from(file(), other))
                    .isInstanceOf(TableFileException.class)
                    .hasMessageContaining("rows must be those of the file")
                    .hasMessageContaining(written.types().toString())
                    .hasMessageContaining(other.types().toString())
                    .hasMessageContaining(file().toString());
        }
    }

    @Test
    void namesAndTypesOfComponentsMakeTheClassTogetherWithItsOwnName() {
        String prefix = "class=" + RecordFilesTest.class.getName();
        assertThat(prefix + "$Row(java.lang.String key, " + Level.class.getTypeName() + " level)")
                .isEqualTo("class=" + shape(Row.class));
    }

    @Test
    void aFileOfTuplesIsNotReadAsRecords() throws IOException {
        TableFiles.write(file(), header(RowShape.tuples()), source(row(1, 2)));

        assertThatThrownBy(() -> Loaded.from(file(), shape(Point.class)))
                .isInstanceOf(TableFileException.class)
                .hasMessageContaining("expected=tuples");
    }

    @Test
    void aFileOfRecordsCanBeReadAsTuples() throws IOException {
        RowShape shape = shape(Nested.class);
        Point point = new Point(1, null);
        TableFiles.write(
                file(),
                header(shape),
                source(
                        row(
                                Level.HIGH,
                                null,
                                point,
                                new Leaf("a", new Leaf("b", null)),
                                Tuple.of(1),
                                7L,
                                List.of(Level.LOW),
                                List.of(point),
                                Map.of(Level.LOW, List.of(point)))));

        Loaded loaded = Loaded.from(file());
        Atom undefined = Atom.of("undefined");
        assertThat(loaded.header.shape()).isSameAs(RowShape.tuples());
        assertThat(loaded.rows.getFirst())
                .isEqualTo(
                        row(
                                Atom.of("HIGH"),
                                undefined,
                                Tuple.of(1, undefined),
                                Tuple.of("a", Tuple.of("b", undefined)),
                                Tuple.of(1),
                                7L,
                                List.of(Atom.of("LOW")),
                                List.of(Tuple.of(1, undefined)),
                                Map.of(Atom.of("LOW"), List.of(Tuple.of(1, undefined)))));
    }

    @Test
    void infoNamesTheClassAndItsComponents() throws IOException {
        TableFiles.write(file(), header(shape(Point.class)), source());

        TableFileInfo info = TableFiles.info(file());
        assertThat(info.rowClass()).contains(Point.class.getName());
        assertThat(info.components()).containsExactly("int x", "java.lang.Integer y");
        assertThat(info.keyPosition()).isZero();
    }

    @Test
    void recordsAreReachedWithTheApplicationsLookup() throws IOException {
        RowShape shape = RowShape.of(Nested.class, MethodHandles.lookup());
        Object[] row = new Object[9];
        row[2] = new Point(1, 2);
        TableFiles.write(file(), header(shape), source(row(row)));

        assertThat(Loaded.from(file(), shape).rows.getFirst()).isEqualTo(row);
        assertThatThrownBy(() -> RowShape.of(Nested.class, MethodHandles.publicLookup()))
                .isInstanceOf(BadArg.class)
                .hasMessageContaining("class=" + Nested.class.getName());
        assertThat(shape(Varied.class).toString()).contains("int[] numbers");
        assertThatThrownBy(() -> shape(String.class)).isInstanceOf(BadArg.class);
    }

    private static RowShape shape(Class<?> rows) {
        return RowShape.of(rows, null);
    }

    private static TableHeader header(RowShape shape) {
        return new TableHeader("records", false, TableType.BAG, Access.PUBLIC, 0, shape);
    }

    private Path file() {
        return folder.resolve("table.tab");
    }
}
