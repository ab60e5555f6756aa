package io.trunkline.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a process may do as itself. Only code that runs as the process may use it, on the thread
/// that runs it; a stranger gets an [IllegalStateException]. Once the process has been killed every
/// method throws [ProcessExit].
///
/// The `receive` methods are for threaded and implicit processes; a scheduled process gets its
/// messages from its behaviour's callbacks.
public interface Self {
    /// The address of this process.
    Pid pid();

    /// Its node.
    Node node();

    /// Who started it with a link; the node's own pid if nobody did. A behaviour that traps exits
    /// ends when its parent's exit signal comes.
    Pid parent();

    /// Who asked for what this process does, if it is a task: the process that started it, then the
    /// one that had that one started, and so on. Empty for other processes.
    List<Pid> callers();

    /// Takes the oldest message, waiting for one.
    Object receive();

    /// Takes the oldest message, waiting for one for at most `timeout`.
    Optional<Object> receive(Duration timeout);

    /// Takes the oldest message that is a `type`, waiting for one for at most `timeout`; others
    /// stay in order.
    default <T> Optional<T> receive(Class<T> type, Duration timeout) {
        return receive(
                message ->
                        type.isInstance(message)
                                ? Receive.take(type.cast(message))
                                : Receive.skip(),
                timeout);
    }

    /// Offers the messages, oldest first and then as they come, to `choice` until it takes one, for
    /// at most `timeout` counted from now; those skipped stay in order and are offered again by the
    /// next receive. A timeout of zero looks at the whole mailbox once.
    <T> Optional<T> receive(Function<Object, Receive<T>> choice, Duration timeout);

    /// Whether a behaviour must leave a call that it has held back alone, since its caller has
    /// given up and [StartOptions#expiredCalls()] is SKIP; counts it then (see
    /// [Node#expiredCalls()]).
    boolean skips(From from);

    /// Links this process and another, both ways: the end of either sends the other an exit signal.
    /// Linking twice, or to oneself, does nothing. A link to a dead process gives an exit signal
    /// with [ExitReason.NoProc], here, at once.
    void link(Pid pid);

    /// Removes the link, from both sides. After it no exit of that link has an effect; an [Exit]
    /// message may be in the mailbox already.
    void unlink(Pid pid);

    /// Removes the link and an [Exit] message of it from the mailbox.
    void unlinkFlush(Pid pid);

    /// Decides whether exit signals become [Exit] messages, from now on.
    ///
    /// @return what was decided before; false at the start
    boolean trapExit(boolean trap);

    /// Asks for one [Down] message when `pid` ends, at once if it is dead. Monitors stack.
    MonitorRef monitor(Pid pid);

    /// Monitors a process and makes the monitor an alias of this one.
    MonitorRef monitor(Pid pid, Alias.Mode mode);

    /// Monitors who has this name now; [ExitReason.NoProc] comes at once if nobody has.
    MonitorRef monitor(String name);

    /// Ends a monitor and removes its [Down] from the mailbox, if it is there.
    ///
    /// @return whether it was active
    default boolean demonitor(MonitorRef ref) {
        return demonitor(ref, Demonitor.FLUSH);
    }

    /// Ends a monitor.
    ///
    /// @return whether it was active
    boolean demonitor(MonitorRef ref, Demonitor option);

    /// Makes an alias of this process, in mode EXPLICIT_UNALIAS or REPLY.
    Alias alias(Alias.Mode mode);

    /// Ends an alias of this process; a monitor that it belongs to goes on.
    ///
    /// @return whether it was active
    boolean unalias(Alias alias);

    /// Sends `message` to this process after `delay`.
    default TimerRef sendAfter(Duration delay, Object message) {
        return sendAfter(delay, pid(), message);
    }

    /// Sends `message` after `delay`, never early. Dies silently with its destination.
    TimerRef sendAfter(Duration delay, Pid destination, Object message);

    /// Sends `message` after `delay` to who has the name then, if anybody.
    TimerRef sendAfter(Duration delay, String destination, Object message);

    /// Sends this process [TimerFired] after `delay`; see [#sendAfter(Duration, Object)].
    default TimerRef startTimer(Duration delay, Object message) {
        return startTimer(delay, pid(), message);
    }

    /// Sends [TimerFired] with `message` after `delay`, never early. Dies silently with its
    /// destination.
    TimerRef startTimer(Duration delay, Pid destination, Object message);

    /// Sends [TimerFired] with `message` after `delay` to who has the name then, if anybody.
    TimerRef startTimer(Duration delay, String destination, Object message);

    /// Stops a timer and removes its [TimerFired] from the mailbox, if it is there: after this it
    /// comes no more. The message of a `sendAfter` bears no mark of its timer and is not looked
    /// for.
    ///
    /// @return as [TimerRef#cancel()]
    Optional<Duration> cancelFlush(TimerRef timer);

    /// What this process keeps under a key.
    <T> Optional<T> get(Local<T> local);

    /// Keeps a value under a key, until it is replaced or removed or the process ends.
    ///
    /// @return what it kept before
    <T> Optional<T> put(Local<T> local, T value);

    /// Keeps nothing under a key any more.
    ///
    /// @return what it kept before
    <T> Optional<T> remove(Local<T> local);

    /// Says in a word or a record what this process is about, for those who look at it; see
    /// [ProcessInfo#label()].
    void label(Object label);

    /// Starts a threaded process linked to this one.
    Pid spawnLink(Consumer<Self> body);

    /// Starts a threaded process monitored by this one.
    MonitorRef spawnMonitor(Consumer<Self> body);

    /// Starts a scheduled process linked to this one, which becomes its parent.
    default Started startLink(Startable code) {
        return startLink(code, StartOptions.defaults());
    }

    /// Starts a scheduled process linked to this one under a name; see [#startLink(Startable,
    /// StartOptions)].
    default Started startLink(Startable code, Name name) {
        return startLink(code, StartOptions.defaults().withName(name));
    }

    /// Starts a scheduled process linked to this one, which becomes its parent. A start that fails
    /// leaves no exit signal behind; one that is ignored sends its exit `normal`, as OTP's does.
    Started startLink(Startable code, StartOptions options);

    /// Starts a scheduled process monitored by this one.
    MonitorRef startMonitor(Startable code, StartOptions options);

    /// Waits, without holding up other processes.
    void sleep(Duration duration);

    /// Waits until another process has ended, without holding up other processes: for at most
    /// `timeout`, and whether or not they are linked. No message tells of it.
    ///
    /// @return why it ended, now or earlier; empty if it has not in time
    Optional<ExitReason> awaitExit(Pid process, Duration timeout);

    /// Ends this process.
    ///
    /// @return never; declared so that callers can write `throw self.exit(reason)`
    /// @throws ProcessExit always
    ProcessExit exit(ExitReason reason);

    /// Whether [#demonitor(MonitorRef, Demonitor)] looks into the mailbox.
    enum Demonitor {
        /// Removes a [Down] that has come already.
        FLUSH,
        /// Leaves it.
        KEEP
    }
}
