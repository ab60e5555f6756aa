package io.trunkline.ets.watch;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Index;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableEvent.Cleared;
import io.trunkline.ets.TableEvent.Deleted;
import io.trunkline.ets.TableEvent.Evicted;
import io.trunkline.ets.TableEvent.Expired;
import io.trunkline.ets.TableEvent.Inserted;
import io.trunkline.ets.TableEvent.Updated;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Tuple;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// How long rows stay and how many, in virtual time.
class RetentionTest {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(1);

    private final SimulatedNode node = Node.simulated(Long.getLong("trunkline.seed", 1));
    private final Ets ets = Ets.of(node);

    @AfterEach
    void close() {
        node.close();
        assertThat(ets.all()).isEmpty();
    }

    private Table<Tuple> timed(TableType type) {
        return ets.create("table", TableSpec.of(type).access(Access.PUBLIC).timeToLive(TIME));
    }

    private Table<Tuple> bounded(TableType type, long rows) {
        return ets.create("table", TableSpec.of(type).access(Access.PUBLIC).maxSize(rows));
    }

    private static Tuple row(Object key) {
        return tuple(key, 0);
    }

    /// A row is there until its time is over, and not a tick longer.
    @ParameterizedTest
    @EnumSource(names = {"SET", "ORDERED_SET"})
    void rowStaysForItsTime(TableType type) {
        Table<Tuple> table = timed(type);
        table.insert(row("a"));
        node.advance(Duration.ofSeconds(4));
        table.insert(row("b"));
        node.advance(Duration.ofSeconds(6).minus(TICK));
        assertThat(table.size()).isEqualTo(2);
        node.advance(TICK);
        assertThat(table.toList()).containsExactly(row("b"));
        node.advance(Duration.ofSeconds(4).minus(TICK));
        assertThat(table.member("b")).isTrue();
        node.advance(TICK);
        assertThat(table.size()).isZero();
        assertThat(table.first()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SET", "ORDERED_SET"})
    void rowsMayHaveATimeOfTheirOwn(TableType type) {
        Table<Tuple> table = timed(type);
        table.insert(row("short"), Duration.ofSeconds(1));
        table.insert(row("long"), Duration.ofSeconds(100));
        table.insert(row("usual"));
        table.insert(row("for ever"), Duration.ofSeconds(Long.MAX_VALUE));
        node.advance(Duration.ofSeconds(1));
        assertThat(table.member("short")).isFalse();
        node.advance(Duration.ofSeconds(9));
        assertThat(table.toList()).containsExactlyInAnyOrder(row("long"), row("for ever"));
        table.insert(row("long"));
        node.advance(TIME);
        assertThat(table.toList()).containsExactly(row("for ever"));

        Table<Tuple> bounded = bounded(type, 10);
        bounded.insert(row("short"), Duration.ofSeconds(1));
        bounded.insert(row("stays"));
        node.advance(Duration.ofDays(1));
        assertThat(bounded.toList()).containsExactly(row("stays"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        Table<Tuple> plain = ets.create("plain", TableSpec.set());
        assertThatThrownBy(() -> plain.insert(row(1), TIME)).isInstanceOf(BadArg.class);
        Table<Tuple> table = timed(TableType.SET);
        for (Duration time : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> table.insert(row(1), time)).isInstanceOf(BadArg.class);
            assertThatThrownBy(() -> TableSpec.set().timeToLive(time)).isInstanceOf(BadArg.class);
        }
        assertThat(table.size()).isZero();
        assertThatThrownBy(() -> TableSpec.set().maxSize(0)).isInstanceOf(BadArg.class);
        assertThatThrownBy(() -> TableSpec.bag().maxSize(1)).isInstanceOf(BadArg.class);
        assertThatThrownBy(() -> TableSpec.bag().timeToLive(TIME)).isInstanceOf(BadArg.class);
    }

    /// Whatever changes a row makes its time begin anew, as does inserting the very same object.
    @ParameterizedTest
    @EnumSource(names = {"SET", "ORDERED_SET"})
    void changesRestartTheTime(TableType type) {
        Table<Tuple> table = timed(type);
        Tuple same = row("key");
        List<Runnable> changes =
                List.of(
                        () -> table.insert(row("key")),
                        () -> table.insert(same),
                        () -> table.insert(same),
                        () -> table.insertAll(List.of(row("other"), same)),
                        () -> table.updateElement("key", ElementUpdate.set(2, 5)),
                        () -> table.updateCounter("key", 1),
                        () -> table.selectReplace(_ -> true, found -> found.with(2, 9)),
                        () -> table.<String>asMap().replace("key", row("key")));
        table.insert(same);
        for (Runnable change : changes) {
            node.advance(TIME.minus(TICK));
            change.run();
        }
        node.advance(TIME.minus(TICK));
        assertThat(table.member("key")).isTrue();
        node.advance(TICK);
        assertThat(table.size()).isZero();
    }

    /// A row that was deleted has no time any more: another one of its key has its own.
    @Test
    void deletionEndsTheTime() {
        Table<Tuple> table = timed(TableType.SET);
        List<Runnable> deletions =
                List.of(
                        () -> table.delete("key"),
                        () -> table.take("key"),
                        () -> table.deleteObject(row("key")),
                        () -> table.selectDelete(_ -> true),
                        table::deleteAllObjects);
        for (Runnable deletion : deletions) {
            Tuple same = row("key");
            table.insert(same);
            node.advance(Duration.ofSeconds(9));
            deletion.run();
            table.insert(same);
            node.advance(Duration.ofSeconds(9));
            assertThat(table.member("key")).isTrue();
            node.advance(Duration.ofSeconds(1));
            assertThat(table.member("key")).isFalse();
        }
    }

    /// Subscribers are told why a row went.
    @Test
    void eventsSayWhy() {
        Table<Tuple> table = ets.create("table", TableSpec.set().timeToLive(TIME).maxSize(2));
        Subscription<Tuple> events = table.subscribe(SubscribeOptions.defaults());
        table.insert(row(1));
        table.insert(row(2));
        table.insert(row(1));
        table.insert(row(3));
        table.delete(1);
        node.advance(TIME);
        table.insert(row(4));
        table.deleteAllObjects();
        node.advance(TIME);
        assertThat(events.drain())
                .containsExactly(
                        new Inserted<>(row(1)),
                        new Inserted<>(row(2)),
                        new Updated<>(row(1), row(1)),
                        new Inserted<>(row(3)),
                        new Evicted<>(row(2)),
                        new Deleted<>(row(1)),
                        new Expired<>(row(3)),
                        new Inserted<>(row(4)),
                        new Cleared<>());
    }

    /// The rows that were inserted or updated last stay.
    @ParameterizedTest
    @EnumSource(names = {"SET", "ORDERED_SET"})
    void boundKeepsTheNewest(TableType type) {
        Table<Tuple> table = bounded(type, 3);
        IntStream.range(0, 10).forEach(key -> table.insert(row(key)));
        assertThat(keys(table)).containsExactlyInAnyOrder(7, 8, 9);
        table.updateElement(7, ElementUpdate.set(2, 1));
        table.insert(row(10));
        assertThat(keys(table)).containsExactlyInAnyOrder(7, 9, 10);
        table.updateCounter(9, 1);
        table.insertNew(row(11));
        table.insertNew(row(9));
        assertThat(keys(table)).containsExactlyInAnyOrder(9, 10, 11);
        table.insertAll(IntStream.range(20, 30).mapToObj(RetentionTest::row).toList());
        assertThat(keys(table)).containsExactlyInAnyOrder(27, 28, 29);
        table.updateCounter(30, 1, row(30));
        assertThat(keys(table)).containsExactlyInAnyOrder(28, 29, 30);
        table.updateElement(31, List.of(), row(31));
        assertThat(keys(table)).containsExactlyInAnyOrder(29, 30, 31);
        table.<Integer>asMap().put(32, row(32));
        assertThat(keys(table)).containsExactlyInAnyOrder(30, 31, 32);
        table.initTable(
                List.of(IntStream.range(0, 9).mapToObj(RetentionTest::row).toList()).iterator());
        assertThat(table.size()).isEqualTo(3);
        table.deleteAllObjects();
        table.insert(row(1));
        assertThat(keys(table)).containsExactly(1);
    }

    private static List<Object> keys(Table<Tuple> table) {
        return table.toList().stream().map(found -> found.get(1)).toList();
    }

    /// Rows that go by themselves go from the indexes too, and give their unique values back.
    @ParameterizedTest
    @EnumSource(names = {"SET", "ORDERED_SET"})
    void indexesForgetRowsThatGo(TableType type) {
        Index<Tuple> unique = Index.unique("unique", found -> found.get(2));
        Table<Tuple> table =
                ets.create("table", TableSpec.of(type).timeToLive(TIME).maxSize(2).index(unique));
        table.insert(tuple("a", 1));
        table.insert(tuple("b", 2));
        table.insert(tuple("c", 3));
        assertThat(table.by(unique, 1)).isEmpty();
        assertThat(table.by(unique, 2)).containsExactly(tuple("b", 2));
        node.advance(TIME);
        assertThat(table.by(unique, 2)).isEmpty();
        table.insert(tuple("d", 2));
        assertThat(table.by(unique, 2)).containsExactly(tuple("d", 2));
        assertThatThrownBy(() -> table.insert(tuple("e", 2))).isInstanceOf(BadArg.class);
        node.advance(TIME);
        assertThat(table.size()).isZero();
        table.insert(tuple("e", 2));
        assertThat(table.by(unique, 2)).hasSize(1);
    }

    /// The table's end stops all that waits.
    @Test
    void endOfTheTableEndsAllTimes() {
        Table<Tuple> table = timed(TableType.SET);
        Subscription<Tuple> events = table.subscribe(SubscribeOptions.defaults());
        table.insert(row(1));
        table.delete();
        events.drain();
        node.advance(TIME.multipliedBy(2));
        assertThat(events.drain()).isEmpty();
    }

    /// Many rows with many times: at each moment exactly those are there whose time is not over.
    @Test
    void exactForManyTimes() {
        Table<Tuple> table = timed(TableType.SET);
        List<Integer> keys = new ArrayList<>(IntStream.rangeClosed(1, 500).boxed().toList());
        Collections.shuffle(keys, new Random(node.seed()));
        keys.forEach(key -> table.insert(row(key), Duration.ofMillis(key)));
        for (int now = 1; now <= 500; now++) {
            node.advance(TICK);
            int over = now;
            assertThat(keys(table)).hasSize(500 - now).allMatch(key -> (int) key > over);
        }
    }
}
