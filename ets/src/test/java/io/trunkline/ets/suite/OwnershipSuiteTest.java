package io.trunkline.ets.suite;

import static io.trunkline.ets.Tuple.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.ets.Access;
import io.trunkline.ets.AccessDenied;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Chunk;
import io.trunkline.ets.Heir;
import io.trunkline.ets.Limit;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableNameTaken;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.TableTransfer;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.fixture.Layout;
import io.trunkline.ets.fixture.Load;
import io.trunkline.ets.fixture.WithTables;
import io.trunkline.ets.fixture.Worker;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Creating, naming, rights, owner.
class OwnershipSuiteTest {
    private static final String LAYOUTS = "io.trunkline.ets.fixture.Layout#all";
    private static final String TYPES = "io.trunkline.ets.fixture.Layout#types";

    private static List<Tuple> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> tuple(i, i)).toList();
    }

    /// What others may do depends on the access, also after the owner has changed it.
    @Nested
    class Privacy extends WithTables {
        @ParameterizedTest
        @MethodSource(LAYOUTS)
        void privacy(Layout layout) {
            Table<Tuple> table = create(layout.spec());
            Worker other = helper();
            for (Access access :
                    List.of(
                            Access.PUBLIC,
                            Access.PROTECTED,
                            Access.PRIVATE,
                            Access.PROTECTED,
                            Access.PUBLIC)) {
                owner.run(() -> table.setAccess(access));
                assertThat(table.info().access()).isEqualTo(access);
                owner.run(() -> table.insert(tuple("key", access.name())));
                check(other, access != Access.PRIVATE, () -> table.lookup("key"));
                check(other, access == Access.PUBLIC, () -> table.insert(tuple("other", 1)));
                check(other, false, () -> table.setAccess(Access.PUBLIC));
                List<Tuple> seen = owner.call(_ -> table.lookup("key"));
                assertThat(seen).contains(tuple("key", access.name()));
            }
        }

        private void check(Worker who, boolean allowed, Runnable action) {
            if (allowed) {
                who.run(action);
            } else {
                assertThatThrownBy(() -> who.run(action)).isInstanceOf(AccessDenied.class);
            }
        }
    }

    /// The heir gets the table and its message before the owner's end is heard of; without one that
    /// lives the table is gone.
    @Nested
    class HeirCases extends WithTables {
        @ParameterizedTest
        @MethodSource(LAYOUTS)
        void heir(Layout layout) {
            Worker heir = helper();
            Table<Tuple> table =
                    create(layout.spec().named().heir(Heir.announced(heir.pid(), "data")));
            List<Object> heard = new ArrayList<>();
            CompletableFuture<Boolean> watching = new CompletableFuture<>();
            CompletableFuture<Object> done =
                    heir.begin(self -> {
                        self.trapExit(true);
                        self.link(owner.pid());
                        self.monitor(owner.pid());
                        watching.complete(true);
                        for (int i = 0; i < 3; i++) {
                            heard.add(self.receive());
                        }
                        table.insert(tuple("heir", 1));
                        return true;
                    });
            watching.join();
            owner.run(() -> table.insert(tuple("key", 1)));
            owner.exit(ExitReason.other("end"));
            done.join();
            assertThat(heard.getFirst()).isEqualTo(new TableTransfer(table, owner.pid(), "data"));
            assertThat(table.info().owner()).isEqualTo(heir.pid());
            assertThat(table.info().heir()).contains(Heir.announced(heir.pid(), "data"));
            assertThat(table.toList()).hasSize(2);
            heir.kill();
            assertThat(table.exists()).isFalse();
            assertThat(ets.whereis("table")).isEmpty();
        }

        @Test
        void silentHeirIsNotTold() {
            Worker heir = helper();
            Table<Tuple> table = create(TableSpec.set());
            owner.run(() -> table.setHeir(Heir.silent(heir.pid())));
            owner.kill();
            assertThat(table.info().owner()).isEqualTo(heir.pid());
            assertThat(heir.hasTransfer()).isFalse();
        }

        @Test
        void heirChangedAndCleared() {
            Worker first = helper();
            Worker second = helper();
            Table<Tuple> table = create("a", TableSpec.set());
            Table<Tuple> cleared = create("b", TableSpec.set());
            owner.run(() -> {
                table.setHeir(Heir.announced(first.pid(), 1));
                table.setHeir(Heir.announced(second.pid(), 2));
                cleared.setHeir(Heir.announced(first.pid(), 1));
                cleared.clearHeir();
            });
            assertThatThrownBy(() -> first.run(table::clearHeir)).isInstanceOf(AccessDenied.class);
            owner.kill();
            assertThat(second.transfer().data()).isEqualTo(2);
            assertThat(cleared.exists()).isFalse();
            assertThat(first.hasTransfer()).isFalse();
        }

        /// Numbers of processes are never used again, so there is no recycled pid to try.
        @Test
        void withoutLivingHeirTheTableGoes() {
            Worker dead = helper();
            dead.kill();
            Worker dying = helper();
            Table<Tuple> none = create("none", TableSpec.set());
            Table<Tuple> gone = create("gone", TableSpec.set().heir(Heir.announced(dead.pid(), 1)));
            Table<Tuple> early =
                    create("early", TableSpec.set().heir(Heir.announced(dying.pid(), 1)));
            Table<Tuple> itself =
                    create("itself", TableSpec.set().heir(Heir.announced(owner.pid(), 1)));
            dying.kill();
            assertThat(ets.all()).hasSize(4);
            owner.kill();
            assertThat(List.of(none, gone, early, itself)).noneMatch(Table::exists);
        }

        /// Owner and heir die at once, many times: in the end nobody has it, nothing hangs.
        @Test
        void ownerAndHeirDyingTogether() throws Exception {
            for (int round = 0; round < Load.times(200); round++) {
                Worker first = helper();
                Worker second = helper();
                Table<Tuple> table =
                        ets.create(
                                "shared",
                                TableSpec.set()
                                        .named()
                                        .owner(first.pid())
                                        .heir(Heir.announced(second.pid(), round)));
                new Load().add(first::kill).add(second::kill).run();
                assertThat(table.exists()).as("seed=%s", seed).isFalse();
                assertThat(ets.whereis("shared")).isEmpty();
            }
        }
    }

    /// A table given away is the receiver's, comes back when given back, and goes with whom has it
    /// or to the heir.
    @Nested
    class GiveAway extends WithTables {
        @ParameterizedTest
        @MethodSource(LAYOUTS)
        void giveAway(Layout layout) {
            Worker other = helper();
            Table<Tuple> table = create(layout.spec());
            owner.run(() -> {
                table.insert(tuple("key", 1));
                table.giveAway(other.pid(), "there");
            });
            assertThat(other.transfer()).isEqualTo(new TableTransfer(table, owner.pid(), "there"));
            assertThatThrownBy(() -> owner.run(() -> table.insert(tuple("key", 2))))
                    .isInstanceOf(AccessDenied.class);
            other.run(() -> {
                table.insert(tuple("key", 2));
                table.giveAway(owner.pid(), "back");
            });
            assertThat(owner.transfer()).isEqualTo(new TableTransfer(table, other.pid(), "back"));
            owner.run(() -> table.insert(tuple("key", 3)));

            // the receiver keeps it when the giver dies
            owner.run(() -> table.giveAway(other.pid(), "for good"));
            owner.kill();
            assertThat(table.info().owner()).isEqualTo(other.pid());
            other.run(() -> table.insert(tuple("key", 4)));
            other.kill();
            assertThat(table.exists()).isFalse();
        }

        @Test
        void comesBackThroughTheHeir() {
            Worker other = helper();
            Table<Tuple> table = create(TableSpec.set());
            owner.run(() -> {
                table.setHeir(Heir.announced(owner.pid(), "mine again"));
                table.giveAway(other.pid(), 1);
            });
            other.kill();
            assertThat(owner.transfer())
                    .isEqualTo(new TableTransfer(table, other.pid(), "mine again"));
            owner.run(() -> table.insert(tuple(1, 1)));
        }

        @Test
        void refusesWhoCannotHaveItAndWhoDoesNotOwnIt() {
            Worker other = helper();
            Worker dead = helper();
            dead.kill();
            Table<Tuple> table = create(TableSpec.set());
            for (Pid to : List.of(dead.pid(), owner.pid())) {
                assertThatThrownBy(() -> owner.run(() -> table.giveAway(to, 1)))
                        .isInstanceOf(BadArg.class);
            }
            try (Node stranger = Node.start()) {
                Pid remote = stranger.self().pid();
                assertThatThrownBy(() -> owner.run(() -> table.giveAway(remote, 1)))
                        .isInstanceOf(BadArg.class);
            }
            assertThatThrownBy(() -> other.run(() -> table.giveAway(other.pid(), 1)))
                    .isInstanceOf(AccessDenied.class);
            assertThat(table.info().owner()).isEqualTo(owner.pid());
        }

        /// Given round while the receivers die: it is somebody's who lives, or gone.
        @Test
        void givenToTheDying() throws Exception {
            for (int round = 0; round < Load.times(300); round++) {
                Worker giver = helper();
                Worker dying = helper();
                Table<Tuple> table =
                        ets.create("given", TableSpec.set().named().owner(giver.pid()));
                AtomicBoolean given = new AtomicBoolean();
                new Load()
                        .add(() ->
                                giver.run(() -> {
                                    try {
                                        table.giveAway(dying.pid(), "take it");
                                        given.set(true);
                                    } catch (BadArg e) {
                                        assertThat(e).isNotInstanceOf(AccessDenied.class);
                                    }
                                }))
                        .add(dying::kill)
                        .run();
                assertThat(table.exists()).as("given away").isEqualTo(!given.get());
                giver.kill();
                assertThat(ets.whereis("given")).isEmpty();
            }
        }
    }

    /// Every operation on a table that is not there, or not the caller's, is a bad argument.
    @Nested
    class BadTable extends WithTables {
        @ParameterizedTest
        @MethodSource(LAYOUTS)
        void badTable(Layout layout) {
            Table<Tuple> open = create("open", layout.shared());
            owner.run(open::delete);
            Table<Tuple> named = create("named", layout.shared().named());
            owner.run(named::delete);
            Table<Tuple> secret = create("secret", layout.spec().access(Access.PRIVATE));
            Table<Tuple> guarded = create("guarded", layout.spec());
            owner.run(() -> guarded.insert(tuple("key", 1)));

            assertThatThrownBy(() -> ets.table("never", Tuple.class))
                    .isInstanceOf(NoSuchTable.class);
            assertThatThrownBy(() -> ets.table("named", Tuple.class))
                    .isInstanceOf(NoSuchTable.class);
            assertThat(ets.whereis("named")).isEmpty();
            for (Operation op : Operation.values()) {
                assertThatThrownBy(() -> op.on(open)).as("%s", op).isInstanceOf(NoSuchTable.class);
                assertThatThrownBy(() -> op.on(named)).as("%s", op).isInstanceOf(NoSuchTable.class);
                if (op.needs() != Operation.Needs.NOTHING) {
                    assertThatThrownBy(() -> op.on(secret))
                            .as("%s", op)
                            .isInstanceOf(AccessDenied.class);
                }
                if (op.needs() == Operation.Needs.WRITE || op.needs() == Operation.Needs.OWNER) {
                    assertThatThrownBy(() -> op.on(guarded))
                            .as("%s", op)
                            .isInstanceOf(AccessDenied.class);
                }
            }
            assertThat(guarded.toList()).containsExactly(tuple("key", 1));
            assertThat(guarded.info().owner()).isEqualTo(owner.pid());
            assertThat(guarded.name()).isEqualTo("guarded");
        }
    }

    /// One table by its name and as itself; a deleted one stays dead when its name is reused.
    @Nested
    class WhereisTable extends WithTables {
        @ParameterizedTest
        @MethodSource(LAYOUTS)
        void whereisTable(Layout layout) {
            assertThat(ets.whereis("whereis")).isEmpty();
            Table<Tuple> table = create("whereis", layout.shared().named());
            assertThat(ets.whereis("whereis")).contains(table);
            ets.table("whereis", Tuple.class).insert(tuple("key", 1));
            assertThat(table.lookup("key")).containsExactly(tuple("key", 1));
            assertThatThrownBy(() -> create("whereis", layout.spec().named()))
                    .isInstanceOf(TableNameTaken.class);

            table.delete();
            assertThat(ets.whereis("whereis")).isEmpty();
            Table<Tuple> next = create("whereis", layout.shared().named());
            assertThat(next.id()).isNotEqualTo(table.id());
            assertThat(ets.whereis("whereis")).contains(next);
            assertThatThrownBy(() -> table.lookup("key")).isInstanceOf(NoSuchTable.class);
            assertThat(next.size()).isZero();

            create("unnamed", layout.spec());
            assertThat(ets.whereis("unnamed")).isEmpty();
        }
    }

    /// A walk in chunks ends with its table, whoever has the name then, and goes on in one that got
    /// another name. Our chunks know the table and not the name.
    @Nested
    class NamedSelect extends WithTables {
        @ParameterizedTest
        @MethodSource(LAYOUTS)
        void tNamedSelect(Layout layout) {
            Table<Tuple> table = create("named", layout.shared().named());
            table.insertAll(rows(10));
            Chunk<Object> chunk = first(table);
            table.rename("renamed");
            Table<Tuple> other = create("named", layout.shared().named());
            other.insertAll(rows(3));
            List<Object> met = new ArrayList<>(chunk.results());
            for (Optional<Chunk<Object>> next = chunk.next();
                    next.isPresent();
                    next = next.get().next()) {
                met.addAll(next.get().results());
            }
            assertThat(met).containsExactlyInAnyOrderElementsOf(rows(10));

            Chunk<Object> last = first(other);
            other.delete();
            Table<Tuple> again = create("named", layout.shared().named());
            again.insertAll(rows(10));
            assertThatThrownBy(last::next).isInstanceOf(NoSuchTable.class);
        }

        private Chunk<Object> first(Table<Tuple> table) {
            return table.select(MatchSpec.of(Match.any()), Limit.limit(2)).orElseThrow();
        }
    }

    /// A table that is busy with a long insert is there throughout.
    @Nested
    class InfoWhereisBusy extends WithTables {
        @ParameterizedTest
        @MethodSource(TYPES)
        void infoWhereisBusy(Layout layout) throws Exception {
            Table<Tuple> table = create("busy", layout.shared().named());
            List<Tuple> many = rows(Load.times(20_000));
            Load.Task look =
                    () -> {
                        assertThat(ets.whereis("busy")).contains(table);
                        assertThat(table.exists()).isTrue();
                        assertThat(table.info().name()).isEqualTo("busy");
                        assertThat(table.size()).isBetween(0L, 2L * many.size());
                        assertThat(ets.all()).contains(table);
                    };
            new Load()
                    .whileBusy(look)
                    .whileBusy(look)
                    .add(() -> {
                        table.insertAll(many);
                        table.insertAll(many);
                        table.deleteAllObjects();
                        table.insertAllNew(many);
                    })
                    .run();
            assertThat(table.size()).isEqualTo(many.size());
        }
    }

    /// One's own table is among all tables from its making to its end, whatever others do.
    @Nested
    class EtsAll extends WithTables {
        @Test
        void etsAll() throws Exception {
            List<Table<Tuple>> stable =
                    IntStream.range(0, 20)
                            .mapToObj(i -> create("stable " + i, TableSpec.set()))
                            .toList();
            new Load()
                    .add(
                            4,
                            worker ->
                                    inProcess(_ -> {
                                        for (int i = 0; i < Load.times(500); i++) {
                                            Table<Tuple> own =
                                                    ets.create("own " + worker, TableSpec.bag());
                                            assertThat(ets.all()).contains(own).containsAll(stable);
                                            own.delete();
                                            assertThat(ets.all()).doesNotContain(own);
                                        }
                                    }))
                    .run();
            assertThat(ets.all()).hasSameElementsAs(stable);
        }
    }

    /// Once delete has returned another process can have the name, however large or fixed it was.
    @Nested
    class DeleteTab extends WithTables {
        @ParameterizedTest
        @MethodSource(LAYOUTS)
        void deleteTabAndDeleteLargeNamedTable(Layout layout) {
            Worker other = helper();
            for (boolean fixed : new boolean[] {false, true}) {
                Table<Tuple> large = create("large", layout.shared().named());
                large.insertAll(rows(20_000));
                if (fixed) {
                    other.run(large::fix);
                }
                owner.run(large::delete);
                Table<Tuple> next = other.call(_ -> ets.create("large", layout.spec().named()));
                assertThat(next.size()).isZero();
                assertThat(large.exists()).isFalse();
                other.run(next::delete);
            }
        }

        /// Owners hand a name on by deleting: there is always at most one table of the name.
        @Test
        void manyWantOneName() throws Exception {
            new Load()
                    .add(
                            3,
                            _ ->
                                    inProcess(_ -> {
                                        for (int made = 0; made < Load.times(300); ) {
                                            try {
                                                Table<Tuple> table =
                                                        ets.create(
                                                                "wanted", TableSpec.set().named());
                                                made++;
                                                assertThat(ets.whereis("wanted")).contains(table);
                                                table.delete();
                                            } catch (TableNameTaken _) {
                                                Thread.onSpinWait();
                                            }
                                        }
                                    }))
                    .run();
            assertThat(ets.whereis("wanted")).isEmpty();
        }
    }

    /// Not starred, but near: many rename one table at once. It has one name, and no other is
    /// taken, neither then nor when it is gone.
    @Nested
    class RacyRename extends WithTables {
        @ParameterizedTest
        @MethodSource(TYPES)
        void racyRename(Layout layout) throws Exception {
            int names = 50;
            for (int round = 0; round < Load.times(40); round++) {
                boolean deleted = round % 2 == 0;
                Table<Tuple> table = create("start", layout.shared().named());
                Load load = new Load();
                for (String name : List.of("a", "b", "c")) {
                    load.add(() -> {
                        try {
                            for (int i = 0; i < names; i++) {
                                table.rename(name + i);
                            }
                        } catch (NoSuchTable _) {
                            assertThat(deleted).isTrue();
                        }
                    });
                }
                if (deleted) {
                    load.add(table::delete);
                }
                load.run();
                if (!deleted) {
                    assertThat(ets.whereis(table.name())).contains(table);
                    table.delete();
                }
                create("start", layout.shared().named()).delete();
                for (String name : List.of("a", "b", "c")) {
                    for (int i = 0; i < names; i++) {
                        create(name + i, layout.shared().named()).delete();
                    }
                }
            }
        }
    }

    /// Whoever deletes a table and is killed on the way: it is gone completely, or was not touched.
    /// OTP's deletion takes long and goes on in pieces; ours is one step, so the kill comes before,
    /// after, or at it.
    @Nested
    class EvilDelete extends WithTables {
        @ParameterizedTest
        @MethodSource(TYPES)
        void evilDelete(Layout layout) throws Exception {
            List<Tuple> many = rows(2_000);
            for (int round = 0; round < Load.times(12); round++) {
                boolean byOwner = round % 2 == 0;
                Worker maker = helper();
                Worker deleter = byOwner ? maker : helper();
                Table<Tuple> table = maker.call(_ -> ets.create("evil", layout.shared().named()));
                table.insertAll(many);
                new Load()
                        .add(() ->
                                deleter.begin(_ -> {
                                    table.delete();
                                    return true;
                                }))
                        .add(deleter::kill)
                        .run();
                if (!byOwner && table.exists()) {
                    assertThat(table.size()).isEqualTo(many.size());
                    maker.kill();
                }
                assertThat(table.exists()).isFalse();
                assertThat(ets.all()).isEmpty();
                assertThat(ets.whereis("evil")).isEmpty();
                Table<Tuple> again = owner.call(_ -> ets.create("evil", layout.shared().named()));
                again.delete();
            }
        }
    }

    /// A name that comes and goes: who looks there finds nothing, an empty table, or no table.
    @Nested
    class Otp9423 extends WithTables {
        @ParameterizedTest
        @MethodSource(TYPES)
        void otp9423(Layout layout) throws Exception {
            new Load()
                    .whileBusy(this::look)
                    .whileBusy(this::look)
                    .add(() ->
                            inProcess(_ -> {
                                for (int i = 0; i < Load.times(1_000); i++) {
                                    ets.create("foobar", layout.shared().named()).delete();
                                }
                            }))
                    .run();
            assertThat(ets.all()).isEmpty();
        }

        private void look() {
            try {
                assertThat(ets.table("foobar", Tuple.class).lookup("key")).isEmpty();
            } catch (NoSuchTable _) {
                // it may show one that is gone and its successor: it is no snapshot, as in OTP
                assertThat(ets.all()).allMatch(table -> table.name().equals("foobar"));
            }
        }
    }
}
