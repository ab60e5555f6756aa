package io.trunkline.ets.conformance;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.ets.Atom;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Chunk;
import io.trunkline.ets.CompiledSpec;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Fix;
import io.trunkline.ets.KeyRows;
import io.trunkline.ets.Limit;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableFileInfo;
import io.trunkline.ets.TableInfo;
import io.trunkline.ets.TableNameTaken;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.match.MatchSpec;
import io.trunkline.ets.match.Pattern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One scenario's table, with ets's functions in terms of our methods: terms in, terms out. Runs in
/// the process that owns the table, or in another.
///
/// What our types do not let one say (a counter operation that is no tuple) is refused here as
/// `badarg`, where ets refuses it.
final class TableWorld {
    static final Atom END = Atom.of("$end_of_table");
    private static final Atom UNDEFINED = Atom.of("undefined");
    private static final Atom NONE = Atom.of("none");

    private final Node node;
    private final Ets ets;
    private final Path folder;
    private final Pid owner;
    private final Options options;
    private final Table<Object> table;
    private final Deque<Fix> fixes = new ArrayDeque<>();

    TableWorld(Node node, Path folder, Pid owner, String name, Object optionList) {
        this.node = node;
        this.ets = Ets.of(node);
        this.folder = folder;
        this.owner = owner;
        this.options = Options.of(optionList);
        this.table = untyped(ets.create(name, options.spec()));
    }

    /// So that what is no tuple can be offered too.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Table<Object> untyped(Table<Tuple> table) {
        return (Table) table;
    }

    /// Does one operation.
    ///
    /// @throws BadArg where ets says badarg
    Object perform(String op, List<Object> args) {
        Object first = args.isEmpty() ? END : args.getFirst();
        return switch (op) {
            case "insert" -> done(() -> insert(first));
            case "insert_new" -> insertNew(first);
            case "lookup" -> table.lookup(first);
            case "member" -> table.member(first);
            case "take" -> table.take(first);
            case "delete" -> done(() -> table.delete(first));
            case "delete_object" -> done(() -> table.deleteObject(first));
            case "delete_all_objects" -> done(table::deleteAllObjects);
            case "delete_table" -> done(table::delete);
            case "lookup_element" -> lookupElement(first, args.get(1));
            case "lookup_element4" ->
                    table.lookupElement(first, Options.position(args.get(1)), args.get(2));
            case "update_counter" -> updateCounter(args);
            case "update_element" -> updateElement(args);
            case "match" -> table.match(pattern(first));
            case "match_object" -> table.matchObject(pattern(first));
            case "match_delete" -> done(() -> table.matchDelete(pattern(first)));
            case "select" -> table.select(spec(first));
            case "select_reverse" -> table.selectReverse(spec(first));
            case "select_count" -> table.selectCount(spec(first));
            case "select_delete" -> table.selectDelete(spec(first));
            case "select_replace" -> table.selectReplace(spec(first));
            case "match_chunks" -> chunks(table.match(pattern(first), limit(args)), limit(args));
            case "match_object_chunks" ->
                    chunks(table.matchObject(pattern(first), limit(args)), limit(args));
            case "select_chunks" -> chunks(table.select(spec(first), limit(args)), limit(args));
            case "select_reverse_chunks" ->
                    chunks(table.selectReverse(spec(first), limit(args)), limit(args));
            case "match_continue",
                    "match_object_continue",
                    "select_continue",
                    "select_reverse_continue" ->
                    goOn(first);
            case "first" -> orEnd(table.first());
            case "last" -> orEnd(table.last());
            case "next" -> orEnd(table.next(first));
            case "prev" -> orEnd(table.prev(first));
            case "first_lookup" -> keyRows(table.firstLookup());
            case "last_lookup" -> keyRows(table.lastLookup());
            case "next_lookup" -> keyRows(table.nextLookup(first));
            case "prev_lookup" -> keyRows(table.prevLookup(first));
            case "walk_first_next" -> walk(table.first(), table::next);
            case "walk_last_prev" -> walk(table.last(), table::prev);
            case "walk_slots" -> walkSlots();
            case "slot" -> slot(first);
            case "foldl" -> table.fold(List.of(), TableWorld::append);
            case "foldr" -> table.foldr(List.of(), TableWorld::append);
            case "tab2list" -> table.toList();
            case "safe_fixtable" -> done(() -> fix(Options.flag(first)));
            case "fixed_refcount" -> fixCount();
            case "fix_walk_delete" -> fixWalkDelete(Options.list(first));
            case "walk_insert" -> walkInsert(first, args.get(1));
            case "info" -> info(first);
            case "rename" -> rename(first);
            case "rename_same" -> rename(Atom.of(table.name()));
            case "whereis" -> whereis(first);
            case "all_member" -> ets.all().contains(table);
            case "new" -> create(first, args.get(1));
            case "setopts" -> done(() -> setOptions(first));
            case "give_away" -> done(() -> table.giveAway(pid(first), args.get(1)));
            case "init_table" -> done(() -> table.initTable(batches(first)));
            case "file_roundtrip" -> roundTrip();
            case "tabfile_info" -> fileInfo(first);
            case "test_ms" -> testMatchSpec(first, args.get(1));
            case "match_spec_run" -> runMatchSpec(Options.list(first), args.get(1));
            case "is_compiled_ms" -> first instanceof CompiledSpec;
            default -> throw new IllegalStateException("operation must be known: op=" + op);
        };
    }

    private static Object done(Runnable action) {
        action.run();
        return true;
    }

    // --- rows ---

    private void insert(Object rows) {
        if (rows instanceof List<?> list) {
            table.insertAll(list);
        } else {
            table.insert(rows);
        }
    }

    private boolean insertNew(Object rows) {
        return rows instanceof List<?> list ? table.insertAllNew(list) : table.insertNew(rows);
    }

    private Object lookupElement(Object key, Object position) {
        return table.lookupElement(key, Options.position(position));
    }

    private Object updateCounter(List<Object> args) {
        Object key = args.getFirst();
        Object op = args.get(1);
        List<CounterOp> ops = new ArrayList<>();
        if (op instanceof List<?> many) {
            many.forEach(one -> ops.add(counterOp(one)));
        } else {
            ops.add(
                    Terms.isInteger(op)
                            ? CounterOp.add(options.spec().keyPosition() + 1, (Number) op)
                            : counterOp(op));
        }
        List<Number> results =
                args.size() == 2
                        ? table.updateCounter(key, ops)
                        : table.updateCounter(key, ops, args.get(2));
        return op instanceof List<?> ? results : results.getFirst();
    }

    private static CounterOp counterOp(Object term) {
        if (!(term instanceof Tuple op) || (op.arity() != 2 && op.arity() != 4)) {
            throw new BadArg("expected a counter operation, got: " + term);
        }
        CounterOp plain = CounterOp.add(Options.position(op.get(1)), integer(op.get(2)));
        return op.arity() == 2 ? plain : plain.bounded(integer(op.get(3)), integer(op.get(4)));
    }

    private static Number integer(Object term) {
        if (Terms.isInteger(term)) {
            return (Number) term;
        }
        throw new BadArg("expected an integer, got: " + term);
    }

    private Object updateElement(List<Object> args) {
        Object key = args.getFirst();
        boolean withDefault = args.size() == 3;
        List<ElementUpdate> updates = new ArrayList<>();
        try {
            List<?> many = args.get(1) instanceof List<?> list ? list : List.of(args.get(1));
            many.forEach(one -> updates.add(elementUpdate(one)));
        } catch (BadArg e) {
            // of an absent key ets says false before it looks at the updates
            if (withDefault || options.spec().type().isBag() || table.member(key)) {
                throw e;
            }
            return table.updateElement(key);
        }
        if (!withDefault) {
            return table.updateElement(key, updates.toArray(ElementUpdate[]::new));
        }
        table.updateElement(key, updates, args.get(2));
        return true;
    }

    private static ElementUpdate elementUpdate(Object term) {
        if (term instanceof Tuple pair && pair.arity() == 2) {
            return ElementUpdate.set(Options.position(pair.get(1)), pair.get(2));
        }
        throw new BadArg("expected an element update, got: " + term);
    }

    // --- selections ---

    private static Pattern pattern(Object term) {
        return new Pattern(term);
    }

    private static MatchSpec spec(Object term) {
        return MatchSpec.fromTerm(term);
    }

    private static Limit limit(List<Object> args) {
        return Limit.limit(Options.position(args.get(1)));
    }

    private static List<Object> chunks(Optional<? extends Chunk<?>> start, Limit limit) {
        List<Object> all = new ArrayList<>();
        Optional<? extends Chunk<?>> chunk = start;
        while (chunk.isPresent()) {
            List<?> results = chunk.get().results();
            if (results.isEmpty() || results.size() > limit.count()) {
                throw new IllegalStateException(
                        "chunk must hold 1 to %s results: results=%s".formatted(limit, results));
            }
            all.addAll(results);
            chunk = chunk.get().next();
        }
        return all;
    }

    /// There is no continuation that one could make up, but for the end.
    private static Object goOn(Object continuation) {
        if (continuation.equals(END)) {
            return END;
        }
        throw new BadArg("expected a continuation, got: " + continuation);
    }

    private static Object testMatchSpec(Object row, Object spec) {
        List<Object> results;
        try {
            results = CompiledSpec.of(spec(spec)).run(List.of(row));
        } catch (BadArg e) {
            return Atom.of("error");
        }
        return Tuple.of(Atom.of("ok"), results.isEmpty() ? false : results.getFirst());
    }

    private static Object runMatchSpec(List<?> rows, Object spec) {
        return CompiledSpec.of(spec(spec)).run(rows);
    }

    // --- walks ---

    private static Object orEnd(Optional<Object> key) {
        return key.orElse(END);
    }

    private static Object keyRows(Optional<KeyRows<Object>> found) {
        return found.<Object>map(rows -> Tuple.of(rows.key(), rows.rows())).orElse(END);
    }

    private static List<Object> walk(
            Optional<Object> start, Function<Object, Optional<Object>> next) {
        List<Object> keys = new ArrayList<>();
        for (Optional<Object> key = start; key.isPresent(); key = next.apply(key.get())) {
            keys.add(key.get());
        }
        return keys;
    }

    private List<Object> walkSlots() {
        List<Object> all = new ArrayList<>();
        Optional<List<Object>> rows = table.slot(0);
        for (int i = 1; rows.isPresent(); i++) {
            all.addAll(rows.get());
            rows = table.slot(i);
        }
        return all;
    }

    private Object slot(Object index) {
        if (Terms.same(index, 0)) {
            return table.slot(0).<Object>map(rows -> rows).orElse(END);
        }
        return table.slot(Options.position(index)).<Object>map(rows -> rows).orElse(END);
    }

    private static List<Object> append(Object row, List<Object> before) {
        List<Object> all = new ArrayList<>(before);
        all.add(row);
        return all;
    }

    private void fix(boolean on) {
        if (on) {
            fixes.push(table.fix());
        } else {
            table.fix().close(); // as ets does, who may not read may not release either
            Optional.ofNullable(fixes.poll()).ifPresent(Fix::close);
        }
    }

    private Object fixCount() {
        return table.exists() ? table.info().fixedBy().getOrDefault(owner, 0) : UNDEFINED;
    }

    private List<Object> fixWalkDelete(List<?> keys) {
        try (Fix _ = table.fix()) {
            return walk(
                    table.first(),
                    key -> {
                        if (keys.stream().anyMatch(other -> Terms.same(other, key))) {
                            table.delete(key);
                        }
                        return table.next(key);
                    });
        }
    }

    private List<Object> walkInsert(Object trigger, Object row) {
        boolean[] met = new boolean[1];
        return walk(
                table.first(),
                key -> {
                    if (!met[0] && Terms.same(key, trigger)) {
                        met[0] = true;
                        table.delete(key);
                        table.insert(row);
                    }
                    return table.next(key);
                });
    }

    // --- about the table ---

    private Object info(Object item) {
        if (!table.exists()) {
            return UNDEFINED;
        }
        TableInfo info = table.info();
        String name = item instanceof Atom(String text) ? text : "";
        return switch (name) {
            case "size" -> info.size();
            case "fixed" -> info.fixed();
            case "type" -> atom(info.type());
            case "keypos" -> info.keyPosition();
            case "protection" -> atom(info.access());
            case "name" -> Atom.of(info.name());
            case "named_table" -> info.named();
            case "owner" -> info.owner();
            case "heir" -> info.heir().<Object>map(heir -> heir.pid()).orElse(NONE);
            case "compressed" -> options.compressed();
            case "read_concurrency" -> info.readConcurrency();
            case "write_concurrency" ->
                    switch (info.writeConcurrency()) {
                        case ON -> true;
                        case OFF -> false;
                        case AUTO -> Atom.of("auto");
                    };
            default -> throw new BadArg("expected an item, got: " + item);
        };
    }

    private static Atom atom(Enum<?> value) {
        return Atom.of(value.name().toLowerCase(Locale.ROOT));
    }

    private static String name(Object term) {
        if (term instanceof Atom(String name)) {
            return name;
        }
        throw new BadArg("expected a name, got: " + term);
    }

    private Object rename(Object to) {
        table.rename(name(to));
        return options.spec().isNamed() ? to : Tid.ANY;
    }

    private Object whereis(Object name) {
        return ets.whereis(name(name)).<Object>map(found -> Tid.ANY).orElse(UNDEFINED);
    }

    private Object create(Object name, Object optionList) {
        Options other = Options.of(optionList);
        Table<Tuple> made = ets.create(name(name), other.spec());
        try {
            TableInfo info = made.info();
            return Tuple.of(
                    atom(info.type()),
                    info.keyPosition(),
                    atom(info.access()),
                    info.named(),
                    other.compressed());
        } finally {
            made.delete();
        }
    }

    private void setOptions(Object term) {
        List<?> wanted = term instanceof List<?> list ? list : List.of(term);
        if (wanted.size() > 1 || !wanted.stream().allMatch(TableWorld::isNoHeir)) {
            throw new BadArg("expected {heir, none}, got: " + term);
        }
        if (wanted.isEmpty()) {
            table.setAccess(options.spec().access());
        } else {
            table.clearHeir();
        }
    }

    private static boolean isNoHeir(Object option) {
        return Terms.same(option, Tuple.of(Atom.of("heir"), NONE));
    }

    private static Pid pid(Object term) {
        if (term instanceof Pid pid) {
            return pid;
        }
        throw new BadArg("expected a process, got: " + term);
    }

    // --- files ---

    private static Iterator<List<?>> batches(Object term) {
        List<List<?>> batches = new ArrayList<>();
        Options.list(term).forEach(batch -> batches.add(Options.list(batch)));
        return batches.iterator();
    }

    private Object roundTrip() {
        return withFile(file -> {
            Table<Tuple> copy = ets.fromFile(file);
            List<Tuple> rows = copy.toList();
            copy.delete();
            return rows;
        });
    }

    private Object fileInfo(Object extended) {
        return withFile(file -> {
            TableFileInfo info = ets.fileInfo(file);
            return Tuple.of(
                    Atom.of(info.name()),
                    atom(info.type()),
                    atom(info.access()),
                    info.named(),
                    info.keyPosition(),
                    info.size(),
                    extended);
        });
    }

    private Object withFile(FileFunction f) {
        try {
            Path file = Files.createTempFile(folder, "table", ".tab");
            try {
                table.toFile(file);
                return f.apply(file);
            } finally {
                Files.delete(file);
            }
        } catch (TableNameTaken e) {
            return Tuple.of(Atom.of("error"), Atom.of("cannot_create_table"));
        } catch (NoSuchTable e) {
            return Tuple.of(Atom.of("error"), Atom.of("badtab"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface FileFunction {
        Object apply(Path file) throws IOException;
    }
}
