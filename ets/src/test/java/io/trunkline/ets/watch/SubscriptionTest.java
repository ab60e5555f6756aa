package io.trunkline.ets.watch;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Self;
import io.trunkline.ets.Access;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableEvent;
import io.trunkline.ets.TableEvent.Cleared;
import io.trunkline.ets.TableEvent.Deleted;
import io.trunkline.ets.TableEvent.Gone;
import io.trunkline.ets.TableEvent.Inserted;
import io.trunkline.ets.TableEvent.Updated;
import io.trunkline.ets.TableNews;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.fixture.Layout;
import io.trunkline.ets.fixture.Load;
import io.trunkline.ets.fixture.WithTables;
import io.trunkline.ets.fixture.Worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// What subscribers are told, and when.
class SubscriptionTest extends WithTables {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Table<Tuple> table(Layout layout) {
        return create(layout.shared());
    }

    private Table<Tuple> set() {
        return create(TableSpec.set().access(Access.PUBLIC));
    }

    private static Subscription<Tuple> subscribe(
            Worker worker, Table<Tuple> table, SubscribeOptions options) {
        return worker.call(_ -> table.subscribe(options));
    }

    /// Each operation is told as what it did to rows, and one that did nothing is not.
    @ParameterizedTest
    @MethodSource("io.trunkline.ets.fixture.Layout#sets")
    void tellsWhatHappened(Layout layout) {
        Table<Tuple> table = table(layout);
        Subscription<Tuple> events = subscribe(helper(), table, SubscribeOptions.defaults());
        table.insert(tuple(1, "a"));
        table.insert(tuple(1, "b"));
        table.insertNew(tuple(1, "c"));
        table.insertNew(tuple(2, 0));
        table.updateCounter(2, 1);
        table.updateElement(2, ElementUpdate.set(2, "x"));
        table.updateElement(3, ElementUpdate.set(2, "x"));
        table.insert(tuple(3, 3), tuple(4, 4));
        table.delete(1);
        table.delete(1);
        table.deleteObject(tuple(2, "y"));
        table.deleteObject(tuple(2, "x"));
        table.take(3);
        table.selectReplace(_ -> true, row -> row.with(2, 5));
        table.selectDelete(_ -> true);
        table.deleteAllObjects();
        assertThat(events.drain())
                .containsExactly(
                        new Inserted<>(tuple(1, "a")),
                        new Updated<>(tuple(1, "a"), tuple(1, "b")),
                        new Inserted<>(tuple(2, 0)),
                        new Updated<>(tuple(2, 0), tuple(2, 1L)),
                        new Updated<>(tuple(2, 1L), tuple(2, "x")),
                        new Inserted<>(tuple(3, 3)),
                        new Inserted<>(tuple(4, 4)),
                        new Deleted<>(tuple(1, "b")),
                        new Deleted<>(tuple(2, "x")),
                        new Deleted<>(tuple(3, 3)),
                        new Updated<>(tuple(4, 4), tuple(4, 5)),
                        new Deleted<>(tuple(4, 5)),
                        new Cleared<>());
        assertThat(events.drain()).isEmpty();
        assertThat(events.dropped()).isZero();
    }

    @ParameterizedTest
    @MethodSource("io.trunkline.ets.fixture.Layout#bags")
    void tellsOfBags(Layout layout) {
        boolean twice = layout.type() == TableType.DUPLICATE_BAG;
        Table<Tuple> table = table(layout);
        Subscription<Tuple> events = subscribe(helper(), table, SubscribeOptions.defaults());
        table.insert(tuple(1, "a"));
        table.insert(tuple(1, "a"));
        table.insert(tuple(1, "b"), tuple(1, "c"));
        table.deleteObject(tuple(1, "a"));
        table.delete(1);
        List<TableEvent<Tuple>> expected = new ArrayList<>();
        expected.add(new Inserted<>(tuple(1, "a")));
        if (twice) {
            expected.add(new Inserted<>(tuple(1, "a")));
        }
        expected.add(new Inserted<>(tuple(1, "b")));
        expected.add(new Inserted<>(tuple(1, "c")));
        expected.add(new Deleted<>(tuple(1, "a")));
        if (twice) {
            expected.add(new Deleted<>(tuple(1, "a")));
        }
        expected.add(new Deleted<>(tuple(1, "b")));
        expected.add(new Deleted<>(tuple(1, "c")));
        assertThat(events.drain()).isEqualTo(expected);
    }

    /// However many events wait, there is one message; the next comes after a drain.
    @Test
    void oneMessageWhileEventsWait() {
        Table<Tuple> table = set();
        Worker worker = helper();
        Subscription<Tuple> events = subscribe(worker, table, SubscribeOptions.defaults());
        for (int round = 0; round < 3; round++) {
            IntStream.range(0, 100).forEach(i -> table.insert(tuple(i, i)));
            TableNews news =
                    worker.call(self -> self.receive(TableNews.class, PATIENCE).orElseThrow());
            assertThat(news.subscription()).isSameAs(events);
            boolean more =
                    worker.call(self -> self.receive(TableNews.class, Duration.ZERO).isPresent());
            assertThat(more).isFalse();
            assertThat(events.drain()).hasSize(100);
        }
        assertThat(events.subscriber()).isEqualTo(worker.pid());
    }

    /// Many writers, one subscriber that drains as it is told: each key's events are a chain from
    /// its first row to the one that is there at the end, so none is lost and none is early.
    @ParameterizedTest
    @MethodSource("io.trunkline.ets.fixture.Layout#sets")
    void eventsOfAKeyAreInOrderAndNoneIsLost(Layout layout) throws Exception {
        int keys = 20;
        Table<Tuple> table = table(layout);
        Worker subscriber = helper();
        Map<Object, Tuple> replayed = new HashMap<>();
        Subscription<Tuple> events =
                subscribe(
                        subscriber,
                        table,
                        SubscribeOptions.defaults().withBacklog(Integer.MAX_VALUE));
        CompletableFuture<Boolean> done =
                subscriber.begin(self -> replayUntilGone(self, events, replayed));
        new Load()
                .add(
                        4,
                        worker -> {
                            SplittableRandom random = random(worker);
                            for (int i = 0; i < Load.times(5_000); i++) {
                                int key = random.nextInt(keys);
                                switch (random.nextInt(8)) {
                                    case 0 -> table.delete(key);
                                    case 1 ->
                                            table.insert(
                                                    tuple(key, worker * 1_000_000L + i),
                                                    tuple((key + 1) % keys, 0L));
                                    case 2 -> table.insert(tuple(key, worker * 1_000_000L + i));
                                    default -> table.updateCounter(key, 1, tuple(key, 0L));
                                }
                            }
                        })
                .run();
        List<Tuple> left = table.toList();
        owner.run(table::delete);
        assertThat(done.get()).isTrue();
        assertThat(replayed.values()).containsExactlyInAnyOrderElementsOf(left);
        assertThat(events.dropped()).isZero();
    }

    private boolean replayUntilGone(
            Self self, Subscription<Tuple> events, Map<Object, Tuple> rows) {
        while (true) {
            self.receive(TableNews.class, PATIENCE).orElseThrow();
            for (TableEvent<Tuple> event : events.drain()) {
                switch (event) {
                    case Inserted<Tuple>(Tuple row) ->
                            assertThat(rows.put(row.get(1), row)).as("seed=%s", seed).isNull();
                    case Updated<Tuple>(Tuple before, Tuple row) ->
                            assertThat(rows.put(row.get(1), row)).isEqualTo(before);
                    case Deleted<Tuple>(Tuple row) ->
                            assertThat(rows.remove(row.get(1))).isEqualTo(row);
                    case Cleared<Tuple> _ -> rows.clear();
                    case Gone<Tuple> _ -> {
                        return true;
                    }
                    case TableEvent.Expired<Tuple> _ -> throw new AssertionError(event);
                    case TableEvent.Evicted<Tuple> _ -> throw new AssertionError(event);
                }
            }
        }
    }

    @Test
    void dropsTheOldestBeyondTheBacklogAndCountsThem() {
        Table<Tuple> table = set();
        Subscription<Tuple> events =
                subscribe(helper(), table, SubscribeOptions.defaults().withBacklog(10));
        IntStream.range(0, 100).forEach(i -> table.insert(tuple(i, i)));
        assertThat(events.dropped()).isEqualTo(90);
        assertThat(events.drain())
                .isEqualTo(
                        IntStream.range(90, 100)
                                .<TableEvent<Tuple>>mapToObj(i -> new Inserted<>(tuple(i, i)))
                                .toList());
        table.insert(tuple(0, 1));
        assertThat(events.drain()).containsExactly(new Updated<>(tuple(0, 0), tuple(0, 1)));
        assertThat(events.dropped()).isEqualTo(90);
        assertThatThrownBy(() -> SubscribeOptions.defaults().withBacklog(0))
                .isInstanceOf(BadArg.class);
    }

    /// Under load too, what was told and what was dropped is what happened.
    @Test
    void droppedAndDrainedAddUp() throws Exception {
        Table<Tuple> table = set();
        Worker worker = helper();
        Subscription<Tuple> events =
                subscribe(worker, table, SubscribeOptions.defaults().withBacklog(16));
        List<TableEvent<Tuple>> drained = new ArrayList<>();
        int each = Load.times(5_000);
        new Load()
                .whileBusy(() -> drained.addAll(events.drain()))
                .add(
                        3,
                        number -> {
                            for (int i = 0; i < each; i++) {
                                table.insert(tuple(tuple(number, i), i));
                            }
                        })
                .run();
        drained.addAll(events.drain());
        assertThat(drained.size() + events.dropped()).isEqualTo(3L * each);
        assertThat(drained).doesNotHaveDuplicates();
    }

    /// Of several changes of a key one waits, in the place of the first.
    @Test
    void coalescing() {
        Table<Tuple> table = set();
        table.insert(tuple("old", 0));
        Subscription<Tuple> events =
                subscribe(helper(), table, SubscribeOptions.defaults().coalescing());
        table.insert(tuple("a", 1));
        table.insert(tuple("old", 1));
        table.insert(tuple("b", 1));
        table.insert(tuple("a", 2));
        table.insert(tuple("old", 2));
        table.delete("b");
        table.insert(tuple("a", 3));
        assertThat(events.drain())
                .containsExactly(
                        new Inserted<>(tuple("a", 3)),
                        new Updated<>(tuple("old", 0), tuple("old", 2)),
                        new Deleted<>(tuple("b", 1)));
        table.insert(tuple("a", 4));
        table.delete("a");
        table.insert(tuple("a", 5));
        table.insert(tuple("a", 6));
        assertThat(events.drain()).containsExactly(new Inserted<>(tuple("a", 6)));
        assertThat(events.dropped()).isZero();
    }

    /// A change of all keys is the last of each so far; what comes after it stays after it.
    @Test
    void coalescingAcrossAClearedTable() {
        Table<Tuple> table = set();
        Subscription<Tuple> events =
                subscribe(helper(), table, SubscribeOptions.defaults().coalescing());
        table.insert(tuple("a", 1));
        table.insert(tuple("b", 1));
        table.deleteAllObjects();
        table.insert(tuple("a", 2));
        assertThat(events.drain()).containsExactly(new Cleared<>(), new Inserted<>(tuple("a", 2)));
    }

    /// What is one key to the table is one key here.
    @Test
    void coalescingKnowsKeysAsTheTableDoes() {
        Table<Tuple> ordered = create(TableSpec.orderedSet().access(Access.PUBLIC));
        Subscription<Tuple> events =
                subscribe(helper(), ordered, SubscribeOptions.defaults().coalescing());
        ordered.insert(tuple(1, "a"));
        ordered.insert(tuple(1.0, "b"));
        ordered.insert(tuple(1, "c"));
        assertThat(events.drain()).containsExactly(new Inserted<>(tuple(1, "c")));

        Table<Tuple> set = set();
        events = subscribe(helper(), set, SubscribeOptions.defaults().coalescing());
        set.insert(tuple(1, "a"));
        set.insert(tuple(1.0, "b"));
        assertThat(events.drain()).hasSize(2);
    }

    @Test
    void coalescingWithAFullBacklog() {
        Table<Tuple> table = set();
        Subscription<Tuple> events =
                subscribe(helper(), table, SubscribeOptions.defaults().coalescing().withBacklog(2));
        table.insert(tuple("a", 1));
        table.insert(tuple("b", 1));
        table.insert(tuple("b", 2));
        assertThat(events.dropped()).isZero();
        table.insert(tuple("c", 1));
        table.insert(tuple("a", 2));
        assertThat(events.dropped()).isEqualTo(2);
        assertThat(events.drain())
                .containsExactly(
                        new Inserted<>(tuple("c", 1)), new Updated<>(tuple("a", 1), tuple("a", 2)));
    }

    /// The last event is that the table is gone, however it went; then there is nothing more.
    @Test
    void goneComesLast() {
        Worker worker = helper();
        Worker doomed = helper();
        Table<Tuple> deleted = set();
        Table<Tuple> orphaned =
                ets.create("b", TableSpec.set().access(Access.PUBLIC).owner(doomed.pid()));
        for (Table<Tuple> table : List.of(deleted, orphaned)) {
            Subscription<Tuple> events = subscribe(worker, table, SubscribeOptions.defaults());
            table.insert(tuple(1, 1));
            if (table == deleted) {
                table.delete();
            } else {
                doomed.kill();
            }
            assertThat(events.drain()).containsExactly(new Inserted<>(tuple(1, 1)), new Gone<>());
            assertThatThrownBy(() -> subscribe(worker, table, SubscribeOptions.defaults()))
                    .isInstanceOf(NoSuchTable.class);
            events.cancel();
            assertThat(events.drain()).isEmpty();
        }
    }

    /// Whoever subscribes as the table goes is refused, or hears that it is gone.
    @Test
    void subscribingToATableThatGoes() throws Exception {
        Worker worker = helper();
        for (int round = 0; round < Load.times(500); round++) {
            Table<Tuple> table = set();
            new Load()
                    .add(() ->
                            worker.call(self -> {
                                try {
                                    Subscription<Tuple> events =
                                            table.subscribe(SubscribeOptions.defaults());
                                    TableNews news =
                                            self.receive(TableNews.class, PATIENCE).orElseThrow();
                                    assertThat(news.subscription()).isSameAs(events);
                                    return assertThat(events.drain()).containsExactly(new Gone<>());
                                } catch (NoSuchTable e) {
                                    return e;
                                }
                            }))
                    .add(table::delete)
                    .run();
        }
    }

    @Test
    void endsWithTheSubscriber() {
        Table<Tuple> table = set();
        Worker worker = helper();
        Subscription<Tuple> events = subscribe(worker, table, SubscribeOptions.defaults());
        table.insert(tuple(1, 1));
        worker.kill();
        table.insert(tuple(2, 2));
        table.delete();
        assertThat(events.drain()).containsExactly(new Inserted<>(tuple(1, 1)));
    }

    @Test
    void cancelledKeepsWhatWaitsAndNoMore() {
        Table<Tuple> table = set();
        Worker worker = helper();
        Subscription<Tuple> other = subscribe(worker, table, SubscribeOptions.defaults());
        Subscription<Tuple> events = subscribe(worker, table, SubscribeOptions.defaults());
        table.insert(tuple(1, 1));
        events.cancel();
        events.cancel();
        table.insert(tuple(2, 2));
        table.delete();
        assertThat(events.drain()).containsExactly(new Inserted<>(tuple(1, 1)));
        assertThat(other.drain())
                .containsExactly(
                        new Inserted<>(tuple(1, 1)), new Inserted<>(tuple(2, 2)), new Gone<>());
    }
}
