package io.trunkline.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A running system of processes with its own scheduler, clock, timers and names.
///
/// There is no global runtime: a program may start several nodes, and their processes can send to,
/// link and monitor each other.
///
/// ```java
/// try (Node node = Node.start()) {
///     Pid counter = node.start(new Counter(0), named("counter")).pid();
///     int value = counter.call(new Counter.Increment());
/// }
/// ```
///
/// All methods may be called by any thread. A thread that is no process can send, call, register
/// and exit others; it gets an implicit process, which traps exits, when it first uses [#self()].
public interface Node extends AutoCloseable {
    /// Starts a node with the default options.
    static Node start() {
        return start(NodeOptions.defaults());
    }

    /// Starts a node.
    static Node start(NodeOptions options) {
        return NodeProvider.installed().start(options);
    }

    /// Makes a node that runs on the calling thread alone, in virtual time, and chooses who runs
    /// next from `seed`: the same seed and the same calls give the same run.
    ///
    /// Threaded processes run there with the test kit (`trunkline-testkit`), which brings threads
    /// that can be simulated; without it [#spawn(Consumer)] is refused.
    static SimulatedNode simulated(long seed) {
        return simulated(seed, NodeOptions.defaults());
    }

    /// Makes a simulated node with options; see [#simulated(long)].
    static SimulatedNode simulated(long seed, NodeOptions options) {
        return NodeProvider.installed().simulated(seed, options);
    }

    /// The name given in [NodeOptions].
    String name();

    /// The clock that all timers, timeouts and deadlines of this node follow.
    Clock clock();

    /// Starts a threaded process: `body` runs on a virtual thread of its own, may block and may
    /// receive selectively. It ends normally when `body` returns.
    ///
    /// @throws NodeClosed if this node is closed
    /// @throws UnsupportedOperationException on a simulated node that has no simulated threads; the
    ///   message says what is missing
    default Pid spawn(Consumer<Self> body) {
        return spawn(body, MailboxSpec.unbounded());
    }

    /// Starts a threaded process with another mailbox; see [#spawn(Consumer)].
    Pid spawn(Consumer<Self> body, MailboxSpec mailbox);

    /// Starts a scheduled process, with no parent, and returns when its `init` has returned.
    ///
    /// @throws NodeClosed if this node is closed
    default Started start(Startable code) {
        return start(code, StartOptions.defaults());
    }

    /// Starts a scheduled process under a name; see [#start(Startable)].
    default Started start(Startable code, Name name) {
        return start(code, StartOptions.defaults().withName(name));
    }

    /// Starts a scheduled process with options; see [#start(Startable)].
    Started start(Startable code, StartOptions options);

    /// The calling process of this node, or the calling thread's implicit process, made on first
    /// use. Implicit processes trap exits, cannot be killed, and end with the node; they also end
    /// with their thread, which is found out when somebody looks at them.
    ///
    /// @throws IllegalStateException inside a process of another node
    Self self();

    /// Gives `name` to a living process of this node.
    ///
    /// @throws IllegalArgumentException if the name is taken ([NameTaken]), or if the process is
    ///   dead, of another node, or has a name already
    void register(String name, Pid pid);

    /// Frees a name.
    ///
    /// @throws NoSuchName if nobody has it
    void unregister(String name);

    /// Who has this name.
    Optional<Pid> whereis(String name);

    /// Sends to whoever has this name now.
    ///
    /// @throws NoSuchName if nobody has it
    void send(String name, Object message);

    /// Casts to whoever has this name; does nothing when nobody has it, as OTP's `cast`.
    void cast(String name, Object message);

    /// Calls whoever has this name; see [Pid#call(Call, Duration)].
    ///
    /// @throws CallFailed with reason [ExitReason.NoProc] if nobody has it
    <R> R call(String name, Call<R> request, Duration timeout);

    /// Calls with the default timeout of 5 s.
    default <R> R call(String name, Call<R> request) {
        return call(name, request, Pid.DEFAULT_CALL_TIMEOUT);
    }

    /// Sends to whoever has this name now; see [#send(String, Object)].
    ///
    /// @throws NoSuchName if nobody has it
    default void send(Name name, Object message) {
        name.whereis(this).orElseThrow(() -> new NoSuchName(name.toString())).send(message);
    }

    /// Casts to whoever has this name; does nothing when nobody has it.
    default void cast(Name name, Object message) {
        name.whereis(this).ifPresent(holder -> holder.cast(message));
    }

    /// Calls whoever has this name; see [Pid#call(Call, Duration)].
    ///
    /// @throws CallFailed with reason [ExitReason.NoProc] if nobody has it
    default <R> R call(Name name, Call<R> request, Duration timeout) {
        return name.whereis(this)
                .orElseThrow(() -> new CallFailed.NoProcess(request, name, timeout))
                .call(request, timeout);
    }

    /// Calls with the default timeout of 5 s.
    default <R> R call(Name name, Call<R> request) {
        return call(name, request, Pid.DEFAULT_CALL_TIMEOUT);
    }

    /// Asks whoever has this name; see [Pid#ask(Call, Duration)].
    <R> CompletableFuture<R> ask(String name, Call<R> request, Duration timeout);

    /// The living processes, in no order: a snapshot that misses no process alive throughout.
    Collection<Pid> processes();

    /// Some of the living processes, for a walk over all of them that stops nobody and needs no
    /// list of a million: begin at 0, and go on at [ProcessPage#next()] until there is none. A walk
    /// shows each process that lives from its begin to its end once, and others at most once.
    ///
    /// ```java
    /// ProcessPage page = node.processes(0, 1_000);
    /// while (page.next().isPresent()) {
    ///     page = node.processes(page.next().getAsLong(), 1_000);
    /// }
    /// ```
    ///
    /// @param from 0, or where the page before said that this one begins
    /// @param limit how many processes to look for, at least 1
    ProcessPage processes(long from, int limit);

    /// What is known about a process now; empty when it is dead or of another node.
    Optional<ProcessInfo> info(Pid pid);

    /// The living processes under those that started them with a link: supervisors and their
    /// children. Asks no process, so it works when all are busy.
    ProcessTree tree();

    /// How many messages reached no process: sent to dead ones, left unread by dead ones, or
    /// dropped by an overflow policy. Each was shown to [NodeListener#deadLetter].
    long deadLetters();

    /// How many calls were not handled since their callers had given up; see
    /// [StartOptions#expiredCalls()].
    long expiredCalls();

    /// What the node has and has done; see [NodeStatistics]. Looks at every process, which takes
    /// some 10 ms for a million of them; stops none.
    NodeStatistics statistics();

    /// Where the time of messages goes, by class of behaviour; off until it is started.
    Attribution attribution();

    /// Lets `listener` hear what happens from now on, beside that of [NodeOptions]. One that is
    /// added twice hears everything twice.
    void addListener(NodeListener listener);

    /// Lets a listener that was added hear no more, but for what it is just hearing; does nothing
    /// if there is none.
    void removeListener(NodeListener listener);

    /// Whether [#close()] was called.
    boolean isClosed();

    /// Stops the node: no process starts any more; processes without a parent get an exit signal
    /// `shutdown` from the node, latest start first, each waited for within
    /// [NodeOptions#shutdownTimeout()] in all; what is alive after that is killed. Then the
    /// scheduler and the timers stop. Idempotent; blocks until done.
    ///
    /// @throws IllegalStateException if called by a process of this node, which could not wait for
    ///   its own end
    @Override
    void close();
}
