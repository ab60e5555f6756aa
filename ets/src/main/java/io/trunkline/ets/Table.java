package io.trunkline.ets;

import io.trunkline.engine.Pid;
import io.trunkline.ets.match.MatchSpec;
import io.trunkline.ets.match.Pattern;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A table: rows under keys, shared by the processes of a node.
///
/// Any thread may use it as far as its [Access] lets it. Every operation on one key, every insert
/// of many rows and [#deleteAllObjects()] are atomic and isolated: others see all of it or nothing.
/// Operations that walk over many rows meet each row that is there throughout exactly once; they
/// are no snapshot. Readers take no lock and wait only for a writer that is busy with the same
/// rows.
///
/// A row is immutable and is shared, not copied. Keys of Erlang's kinds compare as Erlang terms do;
/// see [Terms].
///
/// Every method throws [NoSuchTable] once the table is gone and [AccessDenied] if the caller may
/// not do it; both are [BadArg], as is everything else that ets answers with `badarg`. An operation
/// that throws has changed nothing.
public interface Table<R> {
    // --- about the table ---

    /// A number that no other table of the node ever has.
    long id();

    /// Its name, which is unique only if it is a named table. Never throws.
    String name();

    /// Whether rows may be read and written: false once it is gone. Never throws.
    boolean exists();

    /// What is known about it; anybody may ask.
    TableInfo info();

    /// How many rows it has; anybody may ask. Exact when nobody is writing.
    long size();

    /// Deletes the table; its name is free at once.
    void delete();

    /// Gives it another name.
    ///
    /// @throws TableNameTaken if it is a named table and a table has the name, itself included
    void rename(String name);

    /// Makes another process the owner, which gets a [TableTransfer] message. Only for the owner.
    ///
    /// @throws BadArg if `to` is dead, of another node, or the owner already
    void giveAway(Pid to, Object gift);

    /// Names who inherits it. Only for the owner.
    void setHeir(Heir heir);

    /// Lets nobody inherit it. Only for the owner.
    void clearHeir();

    /// Changes who may use it. Only for the owner.
    void setAccess(Access access);

    // --- writing ---

    /// Inserts a row that is deleted after some time, unless another takes its place before;
    /// instead of the time that the table gives its rows, if any.
    ///
    /// @throws BadArg if the table was not made with [TableSpec#timeToLive] or [TableSpec#maxSize],
    ///   or if the time is not positive
    void insert(R row, Duration timeToLive);

    /// Inserts a row. It replaces one with its key in a set, and is added in a bag.
    void insert(R row);

    /// Inserts rows, first to last, all in one step.
    @SuppressWarnings("unchecked") // the array is only read
    void insert(R... rows);

    /// Inserts rows, first to last, all in one step.
    void insertAll(Collection<? extends R> rows);

    /// Inserts a row unless there is one with its key.
    ///
    /// @return whether it was inserted
    boolean insertNew(R row);

    /// Inserts rows in one step unless there is one with the key of any of them.
    ///
    /// @return whether they were inserted
    boolean insertAllNew(Collection<? extends R> rows);

    /// Deletes all rows of a key.
    void delete(Object key);

    /// Deletes this row, and all its copies: rows that are equal in every element.
    void deleteObject(R row);

    /// Deletes all rows, in one step.
    void deleteAllObjects();

    /// Deletes all rows of a key and returns them, oldest first: each row is taken by one caller.
    List<R> take(Object key);

    /// Adds to the integer after the key.
    ///
    /// @return what it is now
    /// @throws BadArg if the table is a bag, the key is not there, or the element is no integer
    /// @throws ArithmeticException if the result is no `long`; nothing has changed
    long updateCounter(Object key, long increment);

    /// The same, but inserts `otherwise` first, under this key, if the key is not there.
    long updateCounter(Object key, long increment, R otherwise);

    /// Does one step on the counters of a row; integers grow beyond `long` where the row lets them.
    ///
    /// @return what the element is now
    Number updateCounter(Object key, CounterOp op);

    /// Does several steps on the counters of a row, first to last, or none of them.
    ///
    /// @return what each element was after its step
    List<Number> updateCounter(Object key, List<CounterOp> ops);

    /// The same, but inserts `otherwise` first, under this key, if the key is not there.
    List<Number> updateCounter(Object key, List<CounterOp> ops, R otherwise);

    /// Sets elements of a row; of several updates of one element the last stays.
    ///
    /// @return whether there was a row with the key; if not, the updates were not looked at
    boolean updateElement(Object key, ElementUpdate... updates);

    /// Sets elements of a row, after inserting `otherwise` under this key if it is not there.
    void updateElement(Object key, List<ElementUpdate> updates, R otherwise);

    // --- reading by key ---

    /// The row of a key in a set; null if there is none. Allocates nothing.
    ///
    /// @throws BadArg if the table is a bag
    @Nullable R get(Object key);

    /// The rows of a key, oldest first.
    List<R> lookup(Object key);

    /// Whether there is a row with this key.
    boolean member(Object key);

    /// An element of the row with this key; in a bag the list of those of all its rows.
    ///
    /// @throws BadArg if the key is not there or any of its rows is shorter
    Object lookupElement(Object key, int position);

    /// The same, but `otherwise` if the key is not there.
    Object lookupElement(Object key, int position, Object otherwise);

    // --- walking by key ---

    /// The first key; empty if there is no row.
    Optional<Object> first();

    /// The last key; the first in tables without order.
    Optional<Object> last();

    /// The key after another.
    ///
    /// @throws BadArg in tables without order, if the key is not there and was not deleted since
    ///   the table was fixed
    Optional<Object> next(Object key);

    /// The key before another; the one after it in tables without order. See [#next(Object)].
    Optional<Object> prev(Object key);

    /// The first key and its rows.
    Optional<KeyRows<R>> firstLookup();

    /// The last key and its rows.
    Optional<KeyRows<R>> lastLookup();

    /// The key after another and its rows; see [#next(Object)].
    Optional<KeyRows<R>> nextLookup(Object key);

    /// The key before another and its rows; see [#prev(Object)].
    Optional<KeyRows<R>> prevLookup(Object key);

    /// The rows in the `index`-th place, from 0; of an ordered set those are single rows, of others
    /// all rows of a key. Takes as long as a walk to there.
    ///
    /// @return empty if `index` is the number of places
    /// @throws BadArg if it is negative or greater than that
    Optional<List<R>> slot(int index);

    /// Holds the table fixed until the result is closed. Who may read may fix; N fixes need N
    /// closes.
    Fix fix();

    // --- reading many ---

    /// Folds all rows, in ascending order of an ordered set. Rows that `f` inserts may be met.
    <A> A fold(A start, BiFunction<? super R, ? super A, ? extends A> f);

    /// Folds all rows, in descending order of an ordered set.
    <A> A foldr(A start, BiFunction<? super R, ? super A, ? extends A> f);

    /// All rows.
    List<R> toList();

    /// Shows each row to `action`; see [#stream()].
    void forEach(Consumer<? super R> action);

    /// All rows, in ascending order of an ordered set; lazily, weakly consistent.
    Stream<R> stream();

    /// The rows of an ordered set whose keys are at least `from` and less than `to`.
    ///
    /// @throws BadArg if the table has no order, or if `from` is after `to`
    Stream<R> range(Object from, Object to);

    /// The values that the variables of a pattern have, for each row that matches.
    List<List<Object>> match(Pattern pattern);

    /// The same in chunks; empty if no row matches.
    Optional<Chunk<List<Object>>> match(Pattern pattern, Limit limit);

    /// The rows that match.
    List<R> matchObject(Pattern pattern);

    /// The same in chunks; empty if no row matches.
    Optional<Chunk<R>> matchObject(Pattern pattern, Limit limit);

    /// Deletes the rows that match, each by itself.
    void matchDelete(Pattern pattern);

    /// What a match specification makes of the rows that it selects.
    List<Object> select(MatchSpec spec);

    /// The same in chunks; empty if there is no result.
    Optional<Chunk<Object>> select(MatchSpec spec, Limit limit);

    /// The same in descending order of an ordered set.
    List<Object> selectReverse(MatchSpec spec);

    /// The same in chunks, from the end.
    Optional<Chunk<Object>> selectReverse(MatchSpec spec, Limit limit);

    /// How many rows the specification makes `true`.
    long selectCount(MatchSpec spec);

    /// Deletes the rows that the specification makes `true`, each by itself.
    ///
    /// @return how many
    long selectDelete(MatchSpec spec);

    /// Puts what the specification makes of a row in its place, for each row that it selects, each
    /// by itself and only if it is unchanged.
    ///
    /// @return how many
    /// @throws BadArg if the table is a bag, or if it cannot be told from the text of the
    ///   specification that the key stays
    long selectReplace(MatchSpec spec);

    /// How a specification would be run: by key, over a range of keys, or over all rows.
    String explain(MatchSpec spec);

    /// The rows that `predicate` holds of.
    List<R> select(Predicate<? super R> predicate);

    /// How many rows `predicate` holds of.
    long selectCount(Predicate<? super R> predicate);

    /// Deletes the rows that `predicate` holds of, each by itself.
    ///
    /// @return how many
    long selectDelete(Predicate<? super R> predicate);

    /// Puts `f(row)` in the place of each row that `predicate` holds of, each by itself and only if
    /// it is unchanged meanwhile: else both are asked again.
    ///
    /// @return how many
    /// @throws BadArg if the table is a bag, or if `f` changes a key; rows before it stay replaced
    long selectReplace(Predicate<? super R> predicate, UnaryOperator<R> f);

    // --- indexes ---

    /// The rows that have this value in one of the table's indexes.
    ///
    /// @throws BadArg if the index is none of the table's
    List<R> by(Index<R> index, Object value);

    /// The rows whose values in an index are at least `from` and less than `to`, in that order.
    ///
    /// @throws BadArg if the index is none of the table's
    List<R> by(Index<R> index, Object from, Object to);

    // --- changes ---

    /// Tells the calling process of the table's changes from now on; see [Subscription]. A thread
    /// that runs no process's code is told through its implicit process.
    ///
    /// Events come before their change is over: reads by key wait for it, but [#size()] does not.
    Subscription<R> subscribe(SubscribeOptions options);

    // --- filling and files ---

    /// Deletes all rows, then inserts one batch after the other. Not atomic.
    void initTable(Iterator<? extends Collection<? extends R>> batches);

    /// Writes the table to a file, which is replaced in one step once all is written and on disk.
    /// Rows that change meanwhile are written before or after their change.
    ///
    /// @throws IOException if the file cannot be written; the old one stays
    /// @throws BadArg if a value is of a class that the format has no form for
    void toFile(Path file) throws IOException;

    // --- java.util ---

    /// A view of a set or ordered set as a map from keys to rows: it reads and writes the table, as
    /// the caller may at each call. `put` wants the key that the row has.
    ///
    /// @throws BadArg if the table is a bag
    <K> ConcurrentMap<K, R> asMap();

    /// A view of a set or ordered set as a map from keys to what `value` makes of rows; `row` makes
    /// rows, with that key, from what is put.
    ///
    /// @throws BadArg if the table is a bag
    <K, V> ConcurrentMap<K, V> asMap(
            Function<? super R, ? extends V> value,
            BiFunction<? super K, ? super V, ? extends R> row);

    /// The same for an ordered set, as a sorted map.
    ///
    /// @throws BadArg if the table has no order
    <K, V> ConcurrentNavigableMap<K, V> asNavigableMap(
            Function<? super R, ? extends V> value,
            BiFunction<? super K, ? super V, ? extends R> row);

    /// A view of an ordered set as a sorted map; see [#asMap()].
    ///
    /// @throws BadArg if the table has no order
    <K> ConcurrentNavigableMap<K, R> asNavigableMap();
}
