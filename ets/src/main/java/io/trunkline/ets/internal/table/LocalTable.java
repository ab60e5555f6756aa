package io.trunkline.ets.internal.table;

import io.trunkline.engine.Pid;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Chunk;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.Fix;
import io.trunkline.ets.Index;
import io.trunkline.ets.KeyRows;
import io.trunkline.ets.Limit;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Terms;
import io.trunkline.ets.internal.store.KeyRange;
import io.trunkline.ets.internal.store.Neighbour;
import io.trunkline.ets.internal.store.RowBuffer;
import io.trunkline.ets.internal.store.RowWalk;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.UnknownKey;
import io.trunkline.ets.internal.view.Codec;
import io.trunkline.ets.internal.view.OrderedMap;
import io.trunkline.ets.internal.view.SetMap;
import io.trunkline.ets.internal.view.TableAccess;
import io.trunkline.ets.internal.watch.Indexes;
import io.trunkline.ets.internal.watch.Retention;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;
import io.trunkline.ets.match.Pattern;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A table of this JVM: checks who may do what, and with what, before the store does it.
public final class LocalTable<R> extends TableState<R> {
    /* Overview
     *
     * One method for each operation of the API, in its order, and nothing else: most of them ask for
     * the store with the right to read or write it, check what came in, and hand it on. What takes
     * more than that has a class of its own: updates of elements and counters, selections, sweeps,
     * files and views.
     */

    /// What streams of rows promise.
    private static final int ROWS =
            Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT;

    LocalTable(LocalEts ets, long id, String name, TableSpec<R> spec, Pid owner) {
        super(ets, id, name, spec, owner);
    }

    // --- writing ---

    @Override
    public void insert(R row) {
        Store current = writing();
        rows.check(row);
        current.insert(row);
        trim();
    }

    @Override
    public void insert(R row, Duration timeToLive) {
        Store current = writing();
        rows.check(row);
        Retention retention = watches.retention();
        if (retention == null) {
            throw new BadArg("table must have timeToLive or maxSize: table=" + name());
        }
        if (!timeToLive.isPositive()) {
            throw new BadArg("timeToLive must be positive: timeToLive=" + timeToLive);
        }
        retention.during(timeToLive, () -> current.insert(row));
        trim();
    }

    /// Makes room after an insert, in a table that is bounded.
    void trim() {
        Retention retention = watches.retention();
        if (retention != null) {
            retention.trim();
        }
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final void insert(R... many) {
        insertAll(Arrays.asList(many));
    }

    @Override
    public void insertAll(Collection<? extends R> many) {
        Store current = writing();
        current.insertAll(checked(many));
        trim();
    }

    @Override
    public boolean insertNew(R row) {
        Store current = writing();
        rows.check(row);
        boolean inserted = current.insertNew(row) == null;
        trim();
        return inserted;
    }

    @Override
    public boolean insertAllNew(Collection<? extends R> many) {
        Store current = writing();
        boolean inserted = current.insertAllNew(checked(many));
        trim();
        return inserted;
    }

    /// A copy, so that nobody changes it while it is being inserted.
    private List<Object> checked(Collection<? extends R> many) {
        List<Object> copy = new ArrayList<>(many);
        copy.forEach(rows::check);
        return copy;
    }

    @Override
    public void delete(Object key) {
        Store current = writing();
        current.take(key(key));
    }

    @Override
    public void deleteObject(R row) {
        Store current = writing();
        rows.check(row);
        current.deleteRow(row);
    }

    @Override
    public void deleteAllObjects() {
        writing().clear();
    }

    @Override
    public List<R> take(Object key) {
        Store current = writing();
        return typed(current.take(key(key)));
    }

    @Override
    public long updateCounter(Object key, long increment) {
        return increment(key, increment, null);
    }

    @Override
    public long updateCounter(Object key, long increment, R otherwise) {
        return increment(key, increment, otherwise(otherwise));
    }

    private long increment(Object key, long by, @Nullable Object otherwise) {
        Increment update = new Increment(rows, key(key), by, otherwise);
        writingSet("updateCounter").compute(key, update);
        trim();
        return update.result;
    }

    @Override
    public Number updateCounter(Object key, CounterOp op) {
        return counters(key, List.of(op), null).getFirst();
    }

    @Override
    public List<Number> updateCounter(Object key, List<CounterOp> ops) {
        return counters(key, List.copyOf(ops), null);
    }

    @Override
    public List<Number> updateCounter(Object key, List<CounterOp> ops, R otherwise) {
        return counters(key, List.copyOf(ops), otherwise(otherwise));
    }

    private List<Number> counters(Object key, List<CounterOp> ops, @Nullable Object otherwise) {
        CountersUpdate update = new CountersUpdate(rows, key(key), ops, otherwise);
        writingSet("updateCounter").compute(key, update);
        trim();
        return update.results();
    }

    @Override
    public boolean updateElement(Object key, ElementUpdate... updates) {
        ElementsUpdate update = new ElementsUpdate(rows, key(key), List.of(updates), null);
        writingSet("updateElement").compute(key, update);
        return update.found;
    }

    @Override
    public void updateElement(Object key, List<ElementUpdate> updates, R otherwise) {
        List<ElementUpdate> copy = List.copyOf(updates);
        writingSet("updateElement")
                .compute(key, new ElementsUpdate(rows, key(key), copy, otherwise(otherwise)));
        trim();
    }

    private Object otherwise(R row) {
        rows.checkShape(row);
        return row;
    }

    // --- reading by key ---

    @Override
    @SuppressWarnings("unchecked") // insert checks the class of rows
    public @Nullable R get(Object key) {
        Store current = reading();
        if (spec.type().isBag()) {
            throw new BadArg("get is for sets: table=%s, type=%s".formatted(name(), spec.type()));
        }
        return (R) current.get(key);
    }

    @Override
    public List<R> lookup(Object key) {
        return typed(reading().lookup(key));
    }

    @Override
    public boolean member(Object key) {
        return reading().contains(key);
    }

    @Override
    public Object lookupElement(Object key, int position) {
        return elements(key, position, null);
    }

    @Override
    public Object lookupElement(Object key, int position, Object otherwise) {
        return elements(key, position, Objects.requireNonNull(otherwise, "otherwise"));
    }

    private Object elements(Object key, int position, @Nullable Object otherwise) {
        Store current = reading();
        if (position < 1) {
            throw new BadArg("position must be >= 1: position=" + position);
        }
        List<Object> found = current.lookup(key);
        if (found.isEmpty()) {
            if (otherwise == null) {
                throw new BadArg("key must be in the table: key=" + key);
            }
            return otherwise;
        }
        List<Object> elements = new ArrayList<>(found.size());
        for (Object row : found) {
            if (position > rows.arity(row)) {
                throw new BadArg(
                        "position must be in the row: position=%d, row=%s"
                                .formatted(position, row));
            }
            elements.add(rows.element(row, position));
        }
        return spec.type().isBag() ? elements : elements.getFirst();
    }

    // --- walking by key ---

    @Override
    public Optional<Object> first() {
        return key(reading().first());
    }

    @Override
    public Optional<Object> last() {
        return key(reading().last());
    }

    @Override
    public Optional<Object> next(Object key) {
        return key(neighbour(key, true));
    }

    @Override
    public Optional<Object> prev(Object key) {
        return key(neighbour(key, false));
    }

    @Override
    public Optional<KeyRows<R>> firstLookup() {
        return keyRows(reading().first());
    }

    @Override
    public Optional<KeyRows<R>> lastLookup() {
        return keyRows(reading().last());
    }

    @Override
    public Optional<KeyRows<R>> nextLookup(Object key) {
        return keyRows(neighbour(key, true));
    }

    @Override
    public Optional<KeyRows<R>> prevLookup(Object key) {
        return keyRows(neighbour(key, false));
    }

    private @Nullable Neighbour neighbour(Object key, boolean after) {
        Store current = reading();
        try {
            return after ? current.after(key(key)) : current.before(key(key));
        } catch (UnknownKey _) {
            throw new BadArg(
                    "key must be in the table, or have been deleted since it was fixed: key="
                            + key);
        }
    }

    private static Optional<Object> key(@Nullable Neighbour neighbour) {
        return neighbour == null ? Optional.empty() : Optional.of(neighbour.key());
    }

    private Optional<KeyRows<R>> keyRows(@Nullable Neighbour neighbour) {
        return neighbour == null
                ? Optional.empty()
                : Optional.of(new KeyRows<>(neighbour.key(), typed(neighbour.rows())));
    }

    @Override
    public Optional<List<R>> slot(int index) {
        Store current = reading();
        if (index < 0) {
            throw new BadArg("index must be >= 0: index=" + index);
        }
        Neighbour at = current.first();
        for (int i = 0; i < index; i++) {
            if (at == null) {
                throw new BadArg(
                        "index must be <= the number of places: index=%d, places=%d"
                                .formatted(index, i));
            }
            at = current.after(at.key());
        }
        return at == null ? Optional.empty() : Optional.of(typed(at.rows()));
    }

    @Override
    public Fix fix() {
        reading();
        return new LocalFix(fixes);
    }

    // --- reading many ---

    @Override
    public <A> A fold(A start, BiFunction<? super R, ? super A, ? extends A> f) {
        return fold(start, f, false);
    }

    @Override
    public <A> A foldr(A start, BiFunction<? super R, ? super A, ? extends A> f) {
        return fold(start, f, true);
    }

    private <A> A fold(A start, BiFunction<? super R, ? super A, ? extends A> f, boolean down) {
        Objects.requireNonNull(f, "f");
        A result = start;
        for (RowWalk<R> walk = walk(KeyRange.ALL, down); walk.hasNext(); ) {
            result = f.apply(walk.next(), result);
        }
        return result;
    }

    @Override
    public List<R> toList() {
        Store current = reading();
        RowBuffer all = new RowBuffer((int) Math.min(current.size(), Integer.MAX_VALUE - 8));
        current.cursor(KeyRange.ALL, false).fill(all, Integer.MAX_VALUE);
        return typed(new ArrayList<>(all));
    }

    @Override
    public void forEach(Consumer<? super R> action) {
        walk(KeyRange.ALL, false).forEachRemaining(action);
    }

    @Override
    public Stream<R> stream() {
        return stream(KeyRange.ALL);
    }

    @Override
    public Stream<R> range(Object from, Object to) {
        reading();
        if (spec.type() != TableType.ORDERED_SET) {
            throw new BadArg(
                    "range is for ordered sets: table=%s, type=%s".formatted(name(), spec.type()));
        }
        if (keys.compare(Terms.requireImmutable(from), Terms.requireImmutable(to)) > 0) {
            throw new BadArg("from must not be after to: from=%s, to=%s".formatted(from, to));
        }
        return stream(new KeyRange(from, true, to, false));
    }

    private Stream<R> stream(KeyRange range) {
        return StreamSupport.stream(
                () -> Spliterators.spliteratorUnknownSize(walk(range, false), ROWS), ROWS, false);
    }

    private RowWalk<R> walk(KeyRange range, boolean descending) {
        return new RowWalk<>(reading().cursor(range, descending), this::reading);
    }

    @Override
    public List<List<Object>> match(Pattern pattern) {
        return selections.select(reading(), bindings(pattern), false);
    }

    @Override
    public Optional<Chunk<List<Object>>> match(Pattern pattern, Limit limit) {
        return selections.chunk(reading(), bindings(pattern), limit, false);
    }

    @Override
    public List<R> matchObject(Pattern pattern) {
        return selections.select(reading(), MatchSpec.of(pattern), false);
    }

    @Override
    public Optional<Chunk<R>> matchObject(Pattern pattern, Limit limit) {
        return selections.chunk(reading(), MatchSpec.of(pattern), limit, false);
    }

    @Override
    public void matchDelete(Pattern pattern) {
        selections.delete(writing(), MatchSpec.of(pattern).returning(true));
    }

    private static MatchSpec bindings(Pattern pattern) {
        return MatchSpec.of(pattern).returning(Match.$$);
    }

    @Override
    public List<Object> select(MatchSpec matchSpec) {
        return selections.select(reading(), matchSpec, false);
    }

    @Override
    public Optional<Chunk<Object>> select(MatchSpec matchSpec, Limit limit) {
        return selections.chunk(reading(), matchSpec, limit, false);
    }

    @Override
    public List<Object> selectReverse(MatchSpec matchSpec) {
        return selections.select(reading(), matchSpec, true);
    }

    @Override
    public Optional<Chunk<Object>> selectReverse(MatchSpec matchSpec, Limit limit) {
        return selections.chunk(reading(), matchSpec, limit, true);
    }

    @Override
    public long selectCount(MatchSpec matchSpec) {
        return selections.count(reading(), matchSpec);
    }

    @Override
    public long selectDelete(MatchSpec matchSpec) {
        return selections.delete(writing(), matchSpec);
    }

    @Override
    public long selectReplace(MatchSpec matchSpec) {
        return selections.replace(writing(), matchSpec);
    }

    @Override
    public String explain(MatchSpec matchSpec) {
        return selections.explain(matchSpec);
    }

    @Override
    public List<R> select(Predicate<? super R> predicate) {
        List<R> selected = new ArrayList<>();
        forEach(row -> {
            if (predicate.test(row)) {
                selected.add(row);
            }
        });
        return selected;
    }

    @Override
    public long selectCount(Predicate<? super R> predicate) {
        return fold(0L, (row, count) -> predicate.test(row) ? count + 1 : count);
    }

    @Override
    public long selectDelete(Predicate<? super R> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        return sweep(row -> predicate.test(typed(row)) ? null : Sweep.LEAVE);
    }

    @Override
    public long selectReplace(Predicate<? super R> predicate, UnaryOperator<R> f) {
        Objects.requireNonNull(f, "f");
        writing();
        if (spec.type() == TableType.BAG) {
            throw new BadArg("selectReplace is not for bags: table=" + name());
        }
        return sweep(row -> {
            if (!predicate.test(typed(row))) {
                return Sweep.LEAVE;
            }
            Object changed = f.apply(typed(row));
            rows.check(changed);
            if (!Terms.same(rows.key(row), rows.key(changed))) {
                throw new BadArg("key must stay: row=%s, changed to=%s".formatted(row, changed));
            }
            return changed;
        });
    }

    private long sweep(Sweep.Rule rule) {
        Store current = writing();
        return selections.sweep(current).run(current.cursor(KeyRange.ALL, false), rule);
    }

    // --- indexes and changes ---

    @Override
    public List<R> by(Index<R> index, Object value) {
        Store current = reading();
        return typed(indexes(index).find(current, index, Terms.requireImmutable(value)));
    }

    @Override
    public List<R> by(Index<R> index, Object from, Object to) {
        Store current = reading();
        Indexes all = indexes(index);
        return typed(
                all.range(
                        current, index, Terms.requireImmutable(from), Terms.requireImmutable(to)));
    }

    private Indexes indexes(Index<R> wanted) {
        Indexes all = watches.indexes();
        if (all == null) {
            throw new BadArg(
                    "index must be the table's: index=%s, table=%s"
                            .formatted(wanted.name(), name()));
        }
        return all;
    }

    @Override
    public Subscription<R> subscribe(SubscribeOptions options) {
        Store current = reading();
        Subscription<R> made = watches.subscriptions().add(ets.node.self().pid(), options);
        current.watch(watches);
        return made;
    }

    // --- filling and files ---

    @Override
    public void initTable(Iterator<? extends Collection<? extends R>> batches) {
        deleteAllObjects();
        batches.forEachRemaining(this::insertAll);
    }

    @Override
    public void toFile(Path file) throws IOException {
        FileCopy.write(this, reading().cursor(KeyRange.ALL, false), file);
    }

    // --- java.util ---

    @Override
    public <K> ConcurrentMap<K, R> asMap() {
        return map(new RowsAsValues<>());
    }

    @Override
    public <K, V> ConcurrentMap<K, V> asMap(
            Function<? super R, ? extends V> value,
            BiFunction<? super K, ? super V, ? extends R> row) {
        return map(new PartsAsValues<>(value, row));
    }

    @Override
    public <K> ConcurrentNavigableMap<K, R> asNavigableMap() {
        return new OrderedMap<>(viewed(true), new RowsAsValues<>());
    }

    @Override
    public <K, V> ConcurrentNavigableMap<K, V> asNavigableMap(
            Function<? super R, ? extends V> value,
            BiFunction<? super K, ? super V, ? extends R> row) {
        return new OrderedMap<>(viewed(true), new PartsAsValues<>(value, row));
    }

    private <K, V> ConcurrentMap<K, V> map(Codec<K, V> codec) {
        return spec.type() == TableType.ORDERED_SET
                ? new OrderedMap<>(viewed(true), codec)
                : new SetMap<>(viewed(false), codec);
    }

    /// @throws BadArg if the table is not of a kind that the view is of
    private TableAccess viewed(boolean ordered) {
        reading();
        if (spec.type().isBag() || (ordered && spec.type() != TableType.ORDERED_SET)) {
            throw new BadArg(
                    "view is for %s: table=%s, type=%s"
                            .formatted(ordered ? "ordered sets" : "sets", name(), spec.type()));
        }
        return new Viewed(this, keys, rows);
    }
}
