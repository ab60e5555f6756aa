package io.trunkline.engine.genevent;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An event manager: a process that hands each event to its handlers, which come and go.
///
/// ```java
/// GenEvent<Alarm> alarms = GenEvent.start(node, named("alarms"));
/// alarms.add("log", alarm -> {
///     log.warn("{}", alarm);
///     return KEEP;
/// });
/// alarms.notify(new Alarm("disk full"));
/// ```
///
/// Handlers hear events in the order newest added, first called. One that throws is taken away,
/// with a line in the log; the others and the manager go on.
///
/// Any thread may use it. `notify` never blocks; the others call the manager and wait for up to 5
/// s, throwing [CallFailed] as calls do. The process traps exits; it can be supervised, with
/// [#manager()] as the code to start.
///
/// *When not to use it.* The handlers share one process: a slow one holds up all, and the events
/// behind it. Where receivers are independent let them be processes, in a registry with duplicate
/// keys.
///
/// *Differences from OTP* (all in docs/deviations.md): a handler's state is its fields; an id is
/// taken once.
///
/// @param pid the manager's process
/// @param <E> the events
public record GenEvent<E>(Pid pid) {
    public GenEvent {
        Objects.requireNonNull(pid, "pid");
    }

    /// The code of a manager, for supervisors; [#GenEvent(Pid)] makes the rest of its pid.
    public static Startable manager() {
        return ManagerLoop::new;
    }

    /// Starts a manager without a name.
    public static <E> GenEvent<E> start(Node node) {
        return start(node, StartOptions.defaults());
    }

    /// Starts a manager.
    ///
    /// @throws io.trunkline.engine.StartFailed if the name is taken
    public static <E> GenEvent<E> start(Node node, StartOptions options) {
        return new GenEvent<>(node.start(manager(), options).pid());
    }

    /// Starts a manager linked to `parent`, whose end stops it.
    ///
    /// @throws io.trunkline.engine.StartFailed if the name is taken
    public static <E> GenEvent<E> startLink(Self parent, StartOptions options) {
        return new GenEvent<>(parent.startLink(manager(), options).pid());
    }

    /// Adds a handler in front of the others.
    public Added add(Object id, EventHandler<? super E> handler) {
        return pid.call(new Manage.Add(id, handler, null));
    }

    /// Adds a handler that is `owner`'s: the two processes are linked, the handler goes when
    /// `owner` ends, and `owner` gets a [HandlerExit] when the handler is taken away.
    public Added addSup(Self owner, Object id, EventHandler<? super E> handler) {
        return pid.call(new Manage.Add(id, handler, owner.pid()));
    }

    /// Takes a handler away: its `terminate` gets [Removal.Deleted] with `argument`.
    ///
    /// @return what `terminate` returned; empty if there is no such handler
    public Optional<Deleted> delete(Object id, Object argument) {
        return pid.call(new Manage.Delete(id, argument));
    }

    /// Deletes a handler and adds another, with no event between: the old one's `terminate` gets
    /// [Removal.Deleted] with `argument`, the new one's `init` gets what it returned. The new one
    /// belongs to the old one's owner, if it had one. If there is no handler `id` the new one is
    /// added all the same.
    ///
    /// @return how the new one was added; if its id is taken nothing has happened
    public Added swap(Object id, Object argument, Object newId, EventHandler<? super E> handler) {
        return pid.call(new Manage.Swap(id, argument, newId, handler));
    }

    /// The ids, newest first.
    public List<Object> which() {
        return pid.call(new Manage.Which());
    }

    /// Lets the handlers hear an event some time. Never blocks, never fails.
    public void notify(E event) {
        pid.cast(event);
    }

    /// Lets the handlers hear an event, and waits until they have.
    public void syncNotify(E event) {
        pid.call(new Manage.SyncNotify(event));
    }

    /// Calls one handler.
    ///
    /// @throws NoSuchHandler if it is not there
    /// @throws HandlerFailed if it throws; it is taken away
    @SuppressWarnings("unchecked") // the handler's word is all there is for the type of its reply
    public <R> R call(Object id, Call<R> request) {
        return switch (pid.call(new Manage.CallOne(id, request))) {
            case Manage.Said(Object reply) -> (R) reply;
            case Manage.Unknown() -> throw new NoSuchHandler(pid, id);
            case Manage.Threw(Throwable cause) -> throw new HandlerFailed(pid, id, cause);
        };
    }

    /// Stops the manager: each handler's `terminate` gets [Removal.Stopped], newest first.
    public void stop() {
        pid.stop();
    }
}
