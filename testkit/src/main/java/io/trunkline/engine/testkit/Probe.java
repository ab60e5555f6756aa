package io.trunkline.engine.testkit;

import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Receive;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.engine.supervisor.Supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/// The test as a process: what it received, whom it watches, whom it starts. It is the implicit
/// process of the test's thread, so it traps exits, and only that thread may use it.
///
/// Waits take 1 s unless they say otherwise. On a node in real time the property
/// `trunkline.time.factor` multiplies all of them, for slow machines; on a simulated node they take
/// virtual time, in which others run.
///
/// A wait that fails throws an [AssertionError] that shows the mailbox.
public final class Probe {
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(1);
    private static final Duration DEFAULT_SILENCE = Duration.ofMillis(100);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private final Self self;
    private final Crashes crashes;
    private final Supervised supervised;

    Probe(Self self, Crashes crashes) {
        this.self = self;
        this.crashes = crashes;
        this.supervised = new Supervised(self.node());
    }

    /// The process itself: for links, monitors, timers.
    public Self self() {
        return self;
    }

    /// Its address: who sends to it is heard by `assertReceive`.
    public Pid pid() {
        return self.pid();
    }

    // --- messages ---

    /// Takes the oldest message that is a `type`, waiting for one for at most 1 s.
    public <T> T assertReceive(Class<T> type) {
        return assertReceive(type, DEFAULT_PATIENCE);
    }

    /// Takes the oldest message that is a `type`, waiting for one for at most `timeout`.
    public <T> T assertReceive(Class<T> type, Duration timeout) {
        return receive(type.getSimpleName(), type, _ -> true, timeout);
    }

    /// Takes the oldest message that is a `type` and matches, waiting for one for at most 1 s.
    public <T> T assertReceive(Class<T> type, Predicate<? super T> matching) {
        return assertReceive(type, matching, DEFAULT_PATIENCE);
    }

    /// Takes the oldest message that is a `type` and matches, waiting for one for at most
    /// `timeout`.
    public <T> T assertReceive(Class<T> type, Predicate<? super T> matching, Duration timeout) {
        return receive("a matching " + type.getSimpleName(), type, matching, timeout);
    }

    /// Takes the oldest message that is a `type` and has come already.
    public <T> T assertReceived(Class<T> type) {
        return assertReceive(type, Duration.ZERO);
    }

    /// Fails if a message that is a `type` has come or comes within 100 ms.
    public void refuteReceive(Class<?> type) {
        refuteReceive(type, DEFAULT_SILENCE);
    }

    /// Fails if a message that is a `type` has come or comes within `timeout`.
    public void refuteReceive(Class<?> type, Duration timeout) {
        self.receive(type, scaled(timeout))
                .ifPresent(message -> {
                    throw new AssertionError(
                            "expected no "
                                    + type.getSimpleName()
                                    + " within "
                                    + timeout
                                    + ", got: "
                                    + message);
                });
    }

    /// Fails if a message that is a `type` has come.
    public void refuteReceived(Class<?> type) {
        refuteReceive(type, Duration.ZERO);
    }

    /// What waits to be received, oldest first; takes nothing.
    public List<Object> mailbox() {
        List<Object> messages = new ArrayList<>();
        self.receive(
                message -> {
                    messages.add(message);
                    return Receive.skip();
                },
                Duration.ZERO);
        return messages;
    }

    // --- deaths ---

    /// Takes the message of a monitor of this probe that `pid` has ended, waiting for at most 1 s.
    ///
    /// @return why it ended
    public ExitReason expectDown(Pid pid) {
        return receive("the Down of " + pid, Down.class, down -> down.pid().equals(pid)).reason();
    }

    /// Takes an exit signal of `pid`, sent or through a link, waiting for at most 1 s.
    ///
    /// @return its reason
    public ExitReason expectExit(Pid pid) {
        return receive("the Exit of " + pid, Exit.class, exit -> exit.from().equals(pid)).reason();
    }

    /// Kills a process and waits until it is dead.
    ///
    /// @return why it ended; [ExitReason.NoProc] if it was dead before
    public ExitReason kill(Pid pid) {
        return end(pid, ExitReason.kill());
    }

    /// Sends a process an exit signal and waits until it is dead.
    ///
    /// @return why it ended; [ExitReason.NoProc] if it was dead before
    public ExitReason end(Pid pid, ExitReason reason) {
        MonitorRef monitor = self.monitor(pid);
        pid.exit(reason);
        return awaitDown(monitor, DEFAULT_PATIENCE)
                .orElseThrow(() -> missed("the end of " + pid, DEFAULT_PATIENCE));
    }

    /// Waits for the end of a process.
    ///
    /// @return why it ended; [ExitReason.NoProc] if it was dead before
    public ExitReason awaitEnd(Pid pid) {
        return awaitDown(self.monitor(pid), DEFAULT_PATIENCE)
                .orElseThrow(() -> missed("the end of " + pid, DEFAULT_PATIENCE));
    }

    private Optional<ExitReason> awaitDown(MonitorRef monitor, Duration timeout) {
        Optional<Down> down =
                self.receive(choice(Down.class, d -> d.ref().equals(monitor)), scaled(timeout));
        self.demonitor(monitor);
        return down.map(Down::reason);
    }

    /// Declares that a process of this test will end with a reason like this: it does not fail the
    /// test then, however many do, but it fails if none does. To be said before the end of the
    /// test.
    public void expectCrash(Predicate<? super ExitReason> matching) {
        crashes.expect("a crash that matches", matching);
    }

    /// Declares that a process of this test will throw a `type`; see [#expectCrash(Predicate)].
    public void expectCrash(Class<? extends Throwable> type) {
        crashes.expect(
                "a crash by " + type.getSimpleName(),
                reason ->
                        reason instanceof ExitReason.Crashed(Throwable cause)
                                && type.isInstance(cause));
    }

    // --- supervised processes ---

    /// Starts a child of the test's own supervisor, which restarts it as its specification says, as
    /// often as needed, and stops its children before the test ends, latest first. It is not linked
    /// to the test.
    ///
    /// @throws AssertionError if it does not start
    public Pid startSupervised(Child child) {
        return supervised.start(child);
    }

    /// Stops a child of the test's own supervisor now, and forgets it.
    ///
    /// @throws IllegalArgumentException if there is none
    public void stopSupervised(String id) {
        supervised.stop(id);
    }

    /// Stops the test's own supervisor.
    void stopSupervised() {
        supervised.stopAll();
    }

    /// The running child of a supervisor that has this id.
    ///
    /// @throws AssertionError if there is no such child or it does not run
    public Pid child(Pid supervisor, String id) {
        return find(supervisor, id)
                .orElseThrow(() ->
                        new AssertionError(
                                "expected a running child "
                                        + id
                                        + ", got: "
                                        + Supervisor.whichChildren(supervisor)));
    }

    /// Waits until a supervisor has restarted a child, for at most 1 s.
    ///
    /// @param before the process that it was
    /// @return the process that it is now
    public Pid awaitRestart(Pid supervisor, String id, Pid before) {
        await(
                "the restart of " + id,
                () -> find(supervisor, id).filter(pid -> !pid.equals(before)).isPresent());
        return child(supervisor, id);
    }

    private static Optional<Pid> find(Pid supervisor, String id) {
        return Supervisor.whichChildren(supervisor).stream()
                .filter(child -> child.id().equals(id))
                .findAny()
                .flatMap(ChildInfo::pid);
    }

    // --- anything else ---

    /// Waits for something that nobody announces, for at most 1 s: looks every millisecond.
    ///
    /// @param what is awaited, for the message when it does not come
    public void await(String what, BooleanSupplier condition) {
        await(what, condition, DEFAULT_PATIENCE);
    }

    /// Waits for something that nobody announces, for at most `timeout`: looks every millisecond.
    public void await(String what, BooleanSupplier condition, Duration timeout) {
        long start = node().clock().nanoTime();
        long patience = scaled(timeout).toNanos();
        while (!condition.getAsBoolean()) {
            if (node().clock().nanoTime() - start >= patience) {
                throw missed(what, timeout);
            }
            self.sleep(BETWEEN_LOOKS);
        }
    }

    Node node() {
        return self.node();
    }

    private Duration scaled(Duration timeout) {
        return node() instanceof SimulatedNode ? timeout : Settings.scaled(timeout);
    }

    private <T> T receive(String what, Class<T> type, Predicate<? super T> matching) {
        return receive(what, type, matching, DEFAULT_PATIENCE);
    }

    private <T> T receive(
            String what, Class<T> type, Predicate<? super T> matching, Duration timeout) {
        return self.receive(choice(type, matching), scaled(timeout))
                .orElseThrow(() -> missed(what, timeout));
    }

    private static <T> Function<Object, Receive<T>> choice(
            Class<T> type, Predicate<? super T> matching) {
        return message -> {
            if (!type.isInstance(message)) {
                return Receive.skip();
            }
            T candidate = type.cast(message);
            return matching.test(candidate) ? Receive.take(candidate) : Receive.skip();
        };
    }

    private AssertionError missed(String what, Duration timeout) {
        return new AssertionError(
                "expected " + what + " within " + timeout + ", mailbox: " + mailbox());
    }
}
