package io.trunkline.engine.registry;

import static io.trunkline.engine.registry.Registry.via;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.NoSuchName;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

class RegistryTest {
    @RegisterExtension private final Nodes nodes = new Nodes();

    private SimulatedNode node;
    private Self self;
    private Registry users;
    private Registry topics;

    @BeforeEach
    void makeRegistries() {
        node = nodes.simulated(1);
        self = node.self();
        users = Registry.unique(node, "users");
        topics = Registry.duplicate(node, "topics");
    }

    private Pid lab() {
        return node.start(new Lab()).pid();
    }

    private static <T> T in(Pid lab, Function<Self, T> code) {
        return Lab.run(lab, server -> code.apply(server.me()));
    }

    private static void run(Pid lab, Consumer<Self> code) {
        in(
                lab,
                me -> {
                    code.accept(me);
                    return true;
                });
    }

    private static Registered register(Pid lab, Registry registry, Object key, Object value) {
        return in(lab, me -> registry.register(me, key, value));
    }

    private void kill(Pid pid) {
        pid.exit(ExitReason.kill());
    }

    private List<Object> mailbox() {
        List<Object> messages = new ArrayList<>();
        for (var next = self.receive(Duration.ZERO);
                next.isPresent();
                next = self.receive(Duration.ZERO)) {
            messages.add(next.get());
        }
        return messages;
    }

    // --- unique ---

    @Test
    void aUniqueKeyHasOneProcess() {
        Pid a = lab();
        Pid b = lab();

        assertThat(register(a, users, "k", 1)).isEqualTo(new Registered.Ok());
        assertThat(register(b, users, "k", 2)).isEqualTo(new Registered.AlreadyRegistered(a));
        assertThat(register(a, users, "k", 3)).isEqualTo(new Registered.AlreadyRegistered(a));

        assertThat(users.lookup("k")).containsExactly(new Entry("k", a, 1));
        assertThat(users.whereis("k")).contains(a);
        assertThat(users.keys(a)).containsExactly("k");
        assertThat(users.keys(b)).isEmpty();
        assertThat(users.count()).isEqualTo(1);
    }

    @Test
    void aKeyCanBeTakenAgainWhenItsProcessHasEnded() {
        Pid a = lab();
        Pid b = lab();
        register(a, users, "k", 1);
        kill(a);

        assertThat(users.lookup("k")).isEmpty();
        assertThat(users.whereis("k")).isEmpty();
        assertThat(users.count()).isZero();
        assertThat(register(b, users, "k", 2)).isEqualTo(new Registered.Ok());
    }

    @Test
    void entriesAreGoneWhenTheEndIsTold() {
        List<Object> seen = new ArrayList<>();
        Pid watcher = lab();
        Pid a = lab();
        register(a, users, "k", 1);
        register(a, topics, "t", 1);
        Lab.run(watcher, server -> server.me().monitor(a));

        kill(a);
        node.settle();
        seen.addAll(users.lookup("k"));
        seen.addAll(topics.lookup("t"));

        assertThat(seen).isEmpty();
        assertThat(users.keys(a)).isEmpty();
        assertThat(topics.count()).isZero();
    }

    @Test
    void onlyTheOwnerUnregisters() {
        Pid a = lab();
        Pid b = lab();
        register(a, users, "k", 1);

        run(b, me -> users.unregister(me, "k"));
        assertThat(users.whereis("k")).contains(a);

        run(a, me -> users.unregister(me, "k"));
        assertThat(users.whereis("k")).isEmpty();
    }

    @Test
    void onlyTheOwnerUpdatesItsValue() {
        Pid a = lab();
        Pid b = lab();
        register(a, users, "k", 1);

        Optional<Object> byB = in(b, me -> users.updateValue(me, "k", _ -> 9));
        Optional<Object> byA = in(a, me -> users.updateValue(me, "k", old -> (int) old + 1));

        assertThat(byB).isEmpty();
        assertThat(byA).contains(2);
        assertThat(users.lookup("k")).containsExactly(new Entry("k", a, 2));
    }

    @Test
    void onlyTheProcessItselfRegisters() {
        Pid a = lab();
        Self other = in(a, me -> me);

        assertThatThrownBy(() -> users.register(other, "k", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("self must be used by its own process");
    }

    @Test
    void aThreadOfTheApplicationRegistersItsImplicitProcess() {
        users.register(self, "main");

        assertThat(users.lookup("main")).containsExactly(new Entry("main", self.pid(), null));
    }

    // --- duplicate ---

    @Test
    void aProcessMayBeUnderADuplicateKeyTwice() {
        Pid a = lab();
        Pid b = lab();
        register(a, topics, "k", 1);
        register(b, topics, "k", 2);
        register(a, topics, "k", 1);

        assertThat(topics.lookup("k"))
                .containsExactly(new Entry("k", a, 1), new Entry("k", b, 2), new Entry("k", a, 1));
        assertThat(topics.keys(a)).containsExactly("k", "k");
        assertThat(topics.values("k", a)).containsExactly(1, 1);

        run(a, me -> topics.unregister(me, "k"));
        assertThat(topics.lookup("k")).containsExactly(new Entry("k", b, 2));
        assertThat(topics.count()).isEqualTo(1);
    }

    @Test
    void unregisterMatchTakesWhatMatches() {
        Pid a = lab();
        for (int value = 1; value <= 4; value++) {
            register(a, topics, "k", value);
        }
        register(a, topics, "other", 2);

        run(a, me -> topics.unregisterMatch(me, "k", value -> (int) value % 2 == 0));

        assertThat(topics.values("k", a)).containsExactlyInAnyOrder(1, 3);
        assertThat(topics.values("other", a)).containsExactly(2);
    }

    @Test
    void entriesAreFoundByConditions() {
        Pid a = lab();
        Pid b = lab();
        register(a, topics, "k", 1);
        register(b, topics, "k", 2);
        register(b, topics, "j", 3);

        assertThat(topics.match("k", value -> (int) value > 1))
                .containsExactly(new Entry("k", b, 2));
        assertThat(topics.countMatch("k", value -> (int) value > 0)).isEqualTo(2);
        assertThat(topics.select(entry -> entry.pid().equals(b)))
                .containsExactlyInAnyOrder(new Entry("k", b, 2), new Entry("j", b, 3));
        assertThat(topics.countSelect(entry -> (int) entry.value() < 3)).isEqualTo(2);
    }

    @Test
    void dispatchRunsInTheCallerForEachEntry() {
        Pid a = lab();
        Pid b = lab();
        register(a, topics, "k", 1);
        register(b, topics, "k", 2);
        register(a, topics, "k", 3);

        List<Object> seen = new ArrayList<>();
        topics.dispatch("k", pid -> seen.add(pid));
        topics.dispatch("k", (pid, value) -> seen.add(value));
        topics.dispatch("nobody", pid -> seen.add("never"));

        assertThat(seen).containsExactly(a, b, a, 1, 2, 3);
    }

    @Test
    void aThrownExceptionEndsADispatchAndNotADispatchEach() {
        Pid a = lab();
        Pid b = lab();
        register(a, topics, "k", 1);
        register(b, topics, "k", 2);
        List<Pid> reached = new ArrayList<>();
        RuntimeException boom = new RuntimeException("boom");

        assertThatThrownBy(() -> topics.dispatch("k", (Pid _) -> throwing(boom))).isSameAs(boom);
        List<DispatchFailure> failures =
                topics.dispatchEach(
                        "k",
                        pid -> {
                            reached.add(pid);
                            if (pid.equals(a)) {
                                throw boom;
                            }
                        });

        assertThat(reached).containsExactly(a, b);
        assertThat(failures).containsExactly(new DispatchFailure(new Entry("k", a, 1), boom));
    }

    private static void throwing(RuntimeException e) {
        throw e;
    }

    @Test
    void aDispatchMayChangeWhatItWalksOver() {
        List<Pid> labs = List.of(lab(), lab(), lab());
        labs.forEach(lab -> register(lab, topics, "k", 0));
        List<Pid> reached = new ArrayList<>();

        topics.dispatch(
                "k",
                pid -> {
                    reached.add(pid);
                    kill(pid);
                });

        assertThat(reached).isEqualTo(labs);
        assertThat(topics.lookup("k")).isEmpty();
    }

    // --- names ---

    @Test
    void aProcessIsStartedUnderAKey() {
        StartOptions options = StartOptions.defaults().withName(via(users, "k", "value"));
        Pid first = node.start(new Lab(), options).pid();

        assertThat(users.lookup("k")).containsExactly(new Entry("k", first, "value"));
        assertThat(node.start(new Lab(), options)).isEqualTo(new Started.AlreadyStarted(first));

        first.stop();
        assertThat(users.whereis("k")).isEmpty();
        assertThat(node.start(new Lab(), options)).isInstanceOf(Started.Ok.class);
    }

    @Test
    void aFailedStartLeavesNoEntry() {
        StartOptions options = StartOptions.defaults().withName(via(users, "k"));
        Started started = node.start(() -> new Refusing(), options);

        assertThat(started).isInstanceOf(Started.Failed.class);
        assertThat(users.whereis("k")).isEmpty();
        assertThat(users.count()).isZero();
    }

    @Test
    void aProcessIsReachedByItsKey() {
        Pid lab = node.start(new Lab(), StartOptions.defaults().withName(via(users, "k"))).pid();

        Pid called = node.call(via(users, "k"), new Lab.Run<>(server -> server.me().pid()));
        assertThat(called).isEqualTo(lab);
        assertThatThrownBy(() -> node.send(via(users, "j"), "hello"))
                .isInstanceOf(NoSuchName.class)
                .hasMessageContaining("users[j]");
        assertThatThrownBy(() -> node.call(via(users, "j"), new Lab.Run<>(_ -> 1)))
                .isInstanceOf(CallFailed.NoProcess.class);
        node.cast(via(users, "j"), "hello");
    }

    @Test
    void aNameNeedsAUniqueRegistryOfItsNode() {
        assertThatThrownBy(() -> via(topics, "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("registry must be unique: registry=registry topics");

        Node other = nodes.simulated(2);
        assertThatThrownBy(() ->
                        other.start(new Lab(), StartOptions.defaults().withName(via(users, "k"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registry must be of the same node");
    }

    // --- listeners ---

    @Test
    void aListenerHearsOfEachChange() {
        users.listen(self);
        Pid a = lab();
        register(a, users, "k", 1);
        register(a, users, "k", 2);
        run(
                a,
                me -> {
                    users.unregister(me, "unknown");
                    users.unregister(me, "k");
                    users.register(me, "j");
                });
        kill(a);
        users.unlisten(self);
        register(lab(), users, "later", 1);

        assertThat(mailbox())
                .containsExactly(
                        new RegistryEvent.Register("users", "k", a, 1),
                        new RegistryEvent.Unregister("users", "k", a),
                        new RegistryEvent.Register("users", "j", a, null),
                        new RegistryEvent.Unregister("users", "j", a));
    }

    @Test
    void aListenerHearsOnceThatAProcessIsUnderAKeyNoMore() {
        topics.listen(self);
        Pid a = lab();
        register(a, topics, "k", 1);
        register(a, topics, "k", 2);
        run(a, me -> topics.unregisterMatch(me, "k", value -> value.equals(1)));
        kill(a);

        assertThat(mailbox())
                .containsExactly(
                        new RegistryEvent.Register("topics", "k", a, 1),
                        new RegistryEvent.Register("topics", "k", a, 2),
                        new RegistryEvent.Unregister("topics", "k", a));
    }

    @Test
    void aListenerMayChooseNotToHearOfDeaths() {
        users.listen(self, Registry.Deaths.UNTOLD);
        Pid a = lab();
        register(a, users, "k", 1);
        kill(a);

        assertThat(mailbox()).containsExactly(new RegistryEvent.Register("users", "k", a, 1));
    }

    @Test
    void aListenerHearsOfADeathBeforeItsDown() {
        users.listen(self);
        Pid a = lab();
        register(a, users, "k", 1);
        var ref = self.monitor(a);
        kill(a);

        assertThat(mailbox())
                .containsExactly(
                        new RegistryEvent.Register("users", "k", a, 1),
                        new RegistryEvent.Unregister("users", "k", a),
                        new Down(ref, a, ExitReason.killed()));
    }

    // --- metadata and life ---

    @Test
    void aRegistryKeepsMetadata() {
        users.putMetadata("limit", 10);
        assertThat(users.metadata("limit")).contains(10);

        users.deleteMetadata("limit");
        assertThat(users.metadata("limit")).isEmpty();
    }

    @Test
    void aRegistryIsFoundByItsName() {
        assertThat(Registry.find(node, "users")).containsSame(users);
        assertThat(Registry.find(node, "nobody")).isEmpty();
        assertThatThrownBy(() -> Registry.duplicate(node, "users"))
                .isInstanceOf(RegistryNameTaken.class)
                .hasMessageContaining("name of a registry must be free: name=users");
    }

    @Test
    void aClosedNodeTakesNoRegistry() {
        SimulatedNode closed = nodes.simulated(3);
        closed.close();

        assertThatThrownBy(() -> Registry.unique(closed, "users")).isInstanceOf(NodeClosed.class);
        node.close();
        assertThatThrownBy(() -> Registry.unique(node, "more")).isInstanceOf(NodeClosed.class);
        assertThat(users.count()).isZero();
    }

    @Test
    void aDuplicateRegistryHasNoOneProcessOfAKey() {
        assertThatThrownBy(() -> topics.whereis("k"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("whereis must be asked of a unique registry: registry=registry topics");
    }
}
