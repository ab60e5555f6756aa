package io.trunkline.ets.suite;

import static io.trunkline.ets.Tuple.tuple;

import io.trunkline.engine.Pid;
import io.trunkline.ets.Access;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.Heir;
import io.trunkline.ets.Index;
import io.trunkline.ets.Limit;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Table;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// All that can be done to a table, each in a form that any type of table would take if the caller
/// were allowed to; and what for.
enum Operation {
    INFO(Needs.NOTHING, Table::info),
    SIZE(Needs.NOTHING, Table::size),
    DELETE_TABLE(Needs.WRITE, Table::delete),
    RENAME(Needs.WRITE, table -> table.rename("other")),
    GIVE_AWAY(Needs.OWNER, table -> table.giveAway(anybody(table), "gift")),
    SET_HEIR(Needs.OWNER, table -> table.setHeir(Heir.silent(anybody(table)))),
    CLEAR_HEIR(Needs.OWNER, Table::clearHeir),
    SET_ACCESS(Needs.OWNER, table -> table.setAccess(Access.PUBLIC)),

    INSERT(Needs.WRITE, table -> table.insert(row())),
    INSERT_FOR_A_TIME(Needs.WRITE, table -> table.insert(row(), Duration.ofDays(1))),
    INSERT_MANY(Needs.WRITE, table -> table.insert(row(), row())),
    INSERT_ALL(Needs.WRITE, table -> table.insertAll(List.of(row()))),
    INSERT_NOTHING(Needs.WRITE, table -> table.insertAll(List.of())),
    INSERT_NEW(Needs.WRITE, table -> table.insertNew(row())),
    INSERT_ALL_NEW(Needs.WRITE, table -> table.insertAllNew(List.of(row()))),
    DELETE(Needs.WRITE, table -> table.delete("key")),
    DELETE_OBJECT(Needs.WRITE, table -> table.deleteObject(row())),
    DELETE_ALL_OBJECTS(Needs.WRITE, Table::deleteAllObjects),
    TAKE(Needs.WRITE, table -> table.take("key")),
    UPDATE_COUNTER(Needs.WRITE, table -> table.updateCounter("key", 1)),
    UPDATE_COUNTER_DEFAULT(Needs.WRITE, table -> table.updateCounter("key", 1, row())),
    UPDATE_COUNTER_OP(Needs.WRITE, table -> table.updateCounter("key", op())),
    UPDATE_COUNTER_OPS(Needs.WRITE, table -> table.updateCounter("key", List.of(op()))),
    UPDATE_COUNTER_OPS_DEFAULT(
            Needs.WRITE, table -> table.updateCounter("key", List.of(op()), row())),
    UPDATE_ELEMENT(Needs.WRITE, table -> table.updateElement("key", ElementUpdate.set(2, 1))),
    UPDATE_ELEMENT_DEFAULT(
            Needs.WRITE,
            table -> table.updateElement("key", List.of(ElementUpdate.set(2, 1)), row())),
    MATCH_DELETE(Needs.WRITE, table -> table.matchDelete(Match.any())),
    SELECT_DELETE(Needs.WRITE, table -> table.selectDelete(all().returning(true))),
    SELECT_REPLACE(Needs.WRITE, table -> table.selectReplace(all())),
    SELECT_DELETE_IF(Needs.WRITE, table -> table.selectDelete(_ -> true)),
    SELECT_REPLACE_IF(Needs.WRITE, table -> table.selectReplace(_ -> true, row -> row)),
    INIT_TABLE(Needs.WRITE, table -> table.initTable(List.of(List.of(row())).iterator())),

    GET(Needs.READ, table -> table.get("key")),
    LOOKUP(Needs.READ, table -> table.lookup("key")),
    MEMBER(Needs.READ, table -> table.member("key")),
    LOOKUP_ELEMENT(Needs.READ, table -> table.lookupElement("key", 2)),
    LOOKUP_ELEMENT_DEFAULT(Needs.READ, table -> table.lookupElement("key", 2, 0)),
    FIRST(Needs.READ, Table::first),
    LAST(Needs.READ, Table::last),
    NEXT(Needs.READ, table -> table.next("key")),
    PREV(Needs.READ, table -> table.prev("key")),
    FIRST_LOOKUP(Needs.READ, Table::firstLookup),
    LAST_LOOKUP(Needs.READ, Table::lastLookup),
    NEXT_LOOKUP(Needs.READ, table -> table.nextLookup("key")),
    PREV_LOOKUP(Needs.READ, table -> table.prevLookup("key")),
    SLOT(Needs.READ, table -> table.slot(0)),
    FIX(Needs.READ, Table::fix),
    FOLD(Needs.READ, table -> table.fold(0, (_, sum) -> sum)),
    FOLDR(Needs.READ, table -> table.foldr(0, (_, sum) -> sum)),
    TO_LIST(Needs.READ, Table::toList),
    FOR_EACH(Needs.READ, table -> table.forEach(_ -> {})),
    STREAM(Needs.READ, table -> table.stream().toList()),
    RANGE(Needs.READ, table -> table.range("a", "z")),
    MATCH(Needs.READ, table -> table.match(Match.any())),
    MATCH_CHUNK(Needs.READ, table -> table.match(Match.any(), Limit.limit(1))),
    MATCH_OBJECT(Needs.READ, table -> table.matchObject(Match.any())),
    MATCH_OBJECT_CHUNK(Needs.READ, table -> table.matchObject(Match.any(), Limit.limit(1))),
    SELECT(Needs.READ, table -> table.select(all())),
    SELECT_CHUNK(Needs.READ, table -> table.select(all(), Limit.limit(1))),
    SELECT_REVERSE(Needs.READ, table -> table.selectReverse(all())),
    SELECT_REVERSE_CHUNK(Needs.READ, table -> table.selectReverse(all(), Limit.limit(1))),
    SELECT_COUNT(Needs.READ, table -> table.selectCount(all())),
    SELECT_IF(Needs.READ, table -> table.select(_ -> true)),
    SELECT_COUNT_IF(Needs.READ, table -> table.selectCount(_ -> true)),
    BY(Needs.READ, table -> table.by(Indexed.SECOND, 1)),
    BY_RANGE(Needs.READ, table -> table.by(Indexed.SECOND, 1, 2)),
    SUBSCRIBE(Needs.READ, table -> table.subscribe(SubscribeOptions.defaults())),
    TO_FILE(Needs.READ, Operation::toFile),
    AS_MAP(Needs.READ, Table::asMap),
    AS_NAVIGABLE_MAP(Needs.READ, Table::asNavigableMap);

    /// What the access of a table must let one do.
    enum Needs {
        NOTHING,
        READ,
        WRITE,
        OWNER
    }

    /// An index that no table has: that comes after the question whether the caller may ask.
    private static final class Indexed {
        static final Index<Tuple> SECOND = Index.multi("second", row -> row.get(2));
    }

    private final Needs needs;
    private final Consumer<Table<Tuple>> action;

    Operation(Needs needs, Consumer<Table<Tuple>> action) {
        this.needs = needs;
        this.action = action;
    }

    Needs needs() {
        return needs;
    }

    void on(Table<Tuple> table) {
        action.accept(table);
    }

    private static Tuple row() {
        return tuple("key", 1);
    }

    private static CounterOp op() {
        return CounterOp.add(2, 1);
    }

    private static MatchSpec all() {
        return MatchSpec.of(Match.any());
    }

    private static Pid anybody(Table<Tuple> table) {
        return table.info().owner();
    }

    private static void toFile(Table<Tuple> table) {
        try {
            table.toFile(Path.of("never written"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
