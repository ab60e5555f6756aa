package io.trunkline.ets;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a table is to be. Immutable: each method gives a new one.
///
/// Rows are [Tuple]s, whose key is one of their elements, or records, whose key is one of their
/// components. Defaults are ets's: key at position 1, protected, not named, no heir, no write
/// concurrency.
///
/// ```java
/// set().keyPosition(2).named()
/// orderedSet(Quote.class, Quote::symbol).access(PUBLIC)
/// ```
public final class TableSpec<R> {
    private final TableType type;
    private final Class<R> rowClass;
    private final @Nullable Function<? super R, ?> key;

    private int keyPosition = 1;
    private Access access = Access.PROTECTED;
    private boolean named;
    private @Nullable Heir heir;
    private @Nullable Pid owner;
    private WriteConcurrency writeConcurrency = WriteConcurrency.OFF;
    private boolean readConcurrency;
    private boolean decentralizedCounters;
    private @Nullable Comparator<Object> comparator;
    private MethodHandles.@Nullable Lookup lookup;
    private @Nullable Duration timeToLive;
    private long maxSize = Long.MAX_VALUE;
    private List<Index<R>> indexes = List.of();

    private TableSpec(TableType type, Class<R> rowClass, @Nullable Function<? super R, ?> key) {
        this.type = type;
        this.rowClass = rowClass;
        this.key = key;
        this.keyPosition = key == null ? 1 : 0;
    }

    private TableSpec(TableSpec<R> other) {
        type = other.type;
        rowClass = other.rowClass;
        key = other.key;
        keyPosition = other.keyPosition;
        access = other.access;
        named = other.named;
        heir = other.heir;
        owner = other.owner;
        writeConcurrency = other.writeConcurrency;
        readConcurrency = other.readConcurrency;
        decentralizedCounters = other.decentralizedCounters;
        comparator = other.comparator;
        lookup = other.lookup;
        timeToLive = other.timeToLive;
        maxSize = other.maxSize;
        indexes = other.indexes;
    }

    /// A set of tuples: one row a key.
    public static TableSpec<Tuple> set() {
        return of(TableType.SET);
    }

    /// An ordered set of tuples: one row a key, in the order of keys.
    public static TableSpec<Tuple> orderedSet() {
        return of(TableType.ORDERED_SET);
    }

    /// A bag of tuples: any number of rows a key, each once.
    public static TableSpec<Tuple> bag() {
        return of(TableType.BAG);
    }

    /// A duplicate bag of tuples: any number of rows a key.
    public static TableSpec<Tuple> duplicateBag() {
        return of(TableType.DUPLICATE_BAG);
    }

    /// A table of tuples of any type.
    public static TableSpec<Tuple> of(TableType type) {
        return new TableSpec<>(type, Tuple.class, null);
    }

    /// A set of records; `key` is one of its accessors.
    public static <R extends Record> TableSpec<R> set(Class<R> rows, Function<? super R, ?> key) {
        return of(TableType.SET, rows, key);
    }

    /// An ordered set of records; `key` is one of its accessors.
    public static <R extends Record> TableSpec<R> orderedSet(
            Class<R> rows, Function<? super R, ?> key) {
        return of(TableType.ORDERED_SET, rows, key);
    }

    /// A bag of records; `key` is one of its accessors.
    public static <R extends Record> TableSpec<R> bag(Class<R> rows, Function<? super R, ?> key) {
        return of(TableType.BAG, rows, key);
    }

    /// A duplicate bag of records; `key` is one of its accessors.
    public static <R extends Record> TableSpec<R> duplicateBag(
            Class<R> rows, Function<? super R, ?> key) {
        return of(TableType.DUPLICATE_BAG, rows, key);
    }

    /// A table of records of any type; `key` is one of the record's accessors.
    public static <R extends Record> TableSpec<R> of(
            TableType type, Class<R> rows, Function<? super R, ?> key) {
        return new TableSpec<>(
                Objects.requireNonNull(type, "type"),
                Objects.requireNonNull(rows, "rows"),
                Objects.requireNonNull(key, "key"));
    }

    /// Where the key is in a tuple, from 1.
    ///
    /// @throws BadArg if it is less than 1, or if the key of the rows is an accessor's
    public TableSpec<R> keyPosition(int position) {
        if (key != null) {
            throw new BadArg(
                    "rows with an accessor for the key have no position: position=" + position);
        }
        if (position < 1) {
            throw new BadArg("keyPosition must be >= 1: keyPosition=" + position);
        }
        return with(spec -> spec.keyPosition = position);
    }

    /// Who may use it.
    public TableSpec<R> access(Access who) {
        Objects.requireNonNull(who, "access");
        return with(spec -> spec.access = who);
    }

    /// That it can be found by its name, which no other named table of the node may have.
    public TableSpec<R> named() {
        return with(spec -> spec.named = true);
    }

    /// Who inherits it.
    public TableSpec<R> heir(Heir who) {
        Objects.requireNonNull(who, "heir");
        return with(spec -> spec.heir = who);
    }

    /// Which process owns it, if not the one that makes it.
    public TableSpec<R> owner(Pid who) {
        Objects.requireNonNull(who, "owner");
        return with(spec -> spec.owner = who);
    }

    /// Lays it out for writers; see [WriteConcurrency].
    public TableSpec<R> writeConcurrency(WriteConcurrency how) {
        Objects.requireNonNull(how, "writeConcurrency");
        return with(spec -> spec.writeConcurrency = how);
    }

    /// Says that it is mostly read. Only shown by [Table#info()]: reads take no lock anyway.
    public TableSpec<R> readConcurrency() {
        return with(spec -> spec.readConcurrency = true);
    }

    /// Says that its size is counted by parts. Only shown by [Table#info()]: it always is.
    public TableSpec<R> decentralizedCounters() {
        return with(spec -> spec.decentralizedCounters = true);
    }

    /// The order of keys of an ordered set, instead of that of terms. It must be consistent: keys
    /// that compare as zero are one key.
    ///
    /// @throws BadArg if the table has no order
    @SuppressWarnings("unchecked") // the application says what its keys are
    public <K> TableSpec<R> comparator(Comparator<? super K> order) {
        Objects.requireNonNull(order, "comparator");
        if (type != TableType.ORDERED_SET) {
            throw new BadArg("only an ordered set may have a comparator: type=" + type);
        }
        return with(spec -> spec.comparator = (Comparator<Object>) order);
    }

    /// Access to the components of records of a class that is not public to all modules: the
    /// application's own `MethodHandles.lookup()`.
    public TableSpec<R> lookup(MethodHandles.Lookup own) {
        Objects.requireNonNull(own, "lookup");
        return with(spec -> spec.lookup = own);
    }

    /// How long a row stays, from its last insert or update.
    ///
    /// @throws BadArg if the time is not positive, or if the table is a bag
    public TableSpec<R> timeToLive(Duration time) {
        checkPositive(time);
        checkNoBag("timeToLive");
        return with(spec -> spec.timeToLive = time);
    }

    /// How many rows it holds at most: after an insert beyond that the rows that were inserted or
    /// updated longest ago go, until it is that many. For a moment there may be more.
    ///
    /// @throws BadArg if it is less than one, or if the table is a bag
    public TableSpec<R> maxSize(long rows) {
        if (rows < 1) {
            throw new BadArg("maxSize must be >= 1: maxSize=" + rows);
        }
        checkNoBag("maxSize");
        return with(spec -> spec.maxSize = rows);
    }

    /// Adds an index.
    ///
    /// @throws BadArg if the table is a bag, or has an index of that name
    public TableSpec<R> index(Index<R> index) {
        Objects.requireNonNull(index, "index");
        checkNoBag("index");
        if (indexes.stream().anyMatch(other -> other.name().equals(index.name()))) {
            throw new BadArg("names of indexes must differ: name=" + index.name());
        }
        List<Index<R>> all = Stream.concat(indexes.stream(), Stream.of(index)).toList();
        return with(spec -> spec.indexes = all);
    }

    /// @throws BadArg unless `time` is positive
    static void checkPositive(Duration time) {
        if (!time.isPositive()) {
            throw new BadArg("timeToLive must be positive: timeToLive=" + time);
        }
    }

    private void checkNoBag(String option) {
        if (type.isBag()) {
            throw new BadArg("%s is for sets: type=%s".formatted(option, type));
        }
    }

    /// Its type.
    public TableType type() {
        return type;
    }

    /// The class of its rows.
    public Class<R> rowClass() {
        return rowClass;
    }

    /// How a row tells its key; empty if by its position.
    public Optional<Function<? super R, ?>> key() {
        return Optional.ofNullable(key);
    }

    /// Where the key is, from 1; 0 if a function tells.
    public int keyPosition() {
        return keyPosition;
    }

    /// Who may use it.
    public Access access() {
        return access;
    }

    /// Whether it can be found by its name.
    public boolean isNamed() {
        return named;
    }

    /// Who inherits it.
    public Optional<Heir> heir() {
        return Optional.ofNullable(heir);
    }

    /// Which process owns it; empty for the one that makes it.
    public Optional<Pid> owner() {
        return Optional.ofNullable(owner);
    }

    /// How it is laid out for writers.
    public WriteConcurrency writeConcurrency() {
        return writeConcurrency;
    }

    /// Whether it was said to be mostly read.
    public boolean hasReadConcurrency() {
        return readConcurrency;
    }

    /// Whether its size was said to be counted by parts.
    public boolean hasDecentralizedCounters() {
        return decentralizedCounters;
    }

    /// The order of its keys, if not that of terms.
    public Optional<Comparator<Object>> comparator() {
        return Optional.ofNullable(comparator);
    }

    /// The application's access to the components of its records.
    public Optional<MethodHandles.Lookup> lookup() {
        return Optional.ofNullable(lookup);
    }

    /// How long a row stays; empty for ever.
    public Optional<Duration> timeToLive() {
        return Optional.ofNullable(timeToLive);
    }

    /// How many rows it holds at most.
    public long maxSize() {
        return maxSize;
    }

    /// Its indexes, in the order they were added.
    public List<Index<R>> indexes() {
        return indexes;
    }

    private TableSpec<R> with(Consumer<TableSpec<R>> change) {
        TableSpec<R> copy = new TableSpec<>(this);
        change.accept(copy);
        return copy;
    }
}
