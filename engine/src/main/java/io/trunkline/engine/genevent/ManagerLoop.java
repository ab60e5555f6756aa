package io.trunkline.engine.genevent;

import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.sys.SysBehaviour;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The process of a [GenEvent]. Confined to it.
final class ManagerLoop extends SysBehaviour {
    private static final Logger log = LoggerFactory.getLogger(GenEvent.class);

    /// Oldest first; walked from the end.
    private final List<Entry> entries = new ArrayList<>();

    /// @param owner whose it is, or null
    private record Entry(Object id, EventHandler<Object> handler, @Nullable Pid owner) {}

    @Override
    public Class<?> code() {
        return GenEvent.class;
    }

    @Override
    public String toString() {
        return GenEvent.class.getName();
    }

    @Override
    protected Start start() {
        self().trapExit(true);
        return new Start.Ready();
    }

    @Override
    protected void handleCall(Object request, From from) {
        if (!(request instanceof Manage<?> manage)) {
            throw crashed(
                    new UnsupportedOperationException("request must be a manager's: " + request),
                    request);
        }
        reply(from, answer(manage));
    }

    private Object answer(Manage<?> request) {
        return switch (request) {
            case Manage.Add(Object id, EventHandler<?> handler, Pid owner) ->
                    add(id, handler, owner);
            case Manage.Delete(Object id, Object argument) ->
                    find(id).map(entry -> new Deleted(delete(entry, argument)));
            case Manage.Swap swap -> swap(find(swap.id()).orElse(null), swap);
            case Manage.Which() -> entries.reversed().stream().map(Entry::id).toList();
            case Manage.SyncNotify(Object event) -> {
                tell(handler -> handler.handleEvent(event));
                yield true;
            }
            case Manage.CallOne(Object id, var call) ->
                    find(id).map(entry -> call(entry, call)).orElseGet(Manage.Unknown::new);
        };
    }

    @Override
    protected void handleCast(Object event) {
        tell(handler -> handler.handleEvent(event));
    }

    @Override
    protected void handleInfo(Object message) {
        if (message instanceof Exit(Pid from, ExitReason reason) && removeThoseOf(from, reason)) {
            return;
        }
        tell(handler -> handler.handleInfo(message));
    }

    @Override
    protected void terminate(ExitReason reason) {
        for (Entry entry : newestFirst()) {
            remove(entry, new Removal.Stopped(reason), ExitReason.shutdown());
        }
    }

    // --- the handlers ---

    /// As they are now: a handler that is taken away meanwhile changes the list.
    private List<Entry> newestFirst() {
        return List.copyOf(entries.reversed());
    }

    private Optional<Entry> find(Object id) {
        return entries.stream().filter(entry -> entry.id.equals(id)).findFirst();
    }

    private Added add(Object id, EventHandler<?> handler, @Nullable Pid owner) {
        if (find(id).isPresent()) {
            return new Added.AlreadyAdded();
        }
        Entry entry = entry(id, handler, owner);
        Added added = init(entry, null);
        if (added instanceof Added.Ok) {
            entries.add(entry);
            if (owner != null) {
                self().link(owner);
            }
        }
        return added;
    }

    @SuppressWarnings("unchecked") // GenEvent checks the type of events
    private static Entry entry(Object id, EventHandler<?> handler, @Nullable Pid owner) {
        return new Entry(id, (EventHandler<Object>) handler, owner);
    }

    private Added init(Entry entry, @Nullable Deleted before) {
        try {
            entry.handler.init(before);
            return new Added.Ok();
        } catch (Throwable t) {
            checkAlive(t);
            return new Added.Failed(t);
        }
    }

    private void tell(Function<EventHandler<Object>, EventHandler.Next> callback) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            try {
                if (callback.apply(entry.handler) == EventHandler.Next.REMOVE) {
                    remove(entry, new Removal.Asked(), ExitReason.normal());
                }
            } catch (Throwable t) {
                threw(entry, t);
            }
        }
    }

    private Manage.Answer call(Entry entry, Object request) {
        try {
            return new Manage.Said(entry.handler.handleCall(request));
        } catch (Throwable t) {
            threw(entry, t);
            return new Manage.Threw(t);
        }
    }

    private void threw(Entry entry, Throwable thrown) {
        checkAlive(thrown);
        log.error("{} takes away a handler that threw: id={}", self().pid(), entry.id, thrown);
        remove(entry, new Removal.Crashed(thrown), ExitReason.crashed(thrown));
    }

    /// Lets through what ends a manager that was killed in a handler.
    private void checkAlive(Throwable thrown) {
        if (!self().pid().isAlive()) {
            throw crashed(thrown, null);
        }
    }

    private @Nullable Object delete(Entry entry, Object argument) {
        return remove(entry, new Removal.Deleted(argument), ExitReason.normal());
    }

    private Added swap(@Nullable Entry old, Manage.Swap swap) {
        if (!swap.id().equals(swap.newId()) && find(swap.newId()).isPresent()) {
            return new Added.AlreadyAdded();
        }
        Deleted before = old == null ? null : new Deleted(delete(old, swap.argument()));
        Entry entry = entry(swap.newId(), swap.handler(), old == null ? null : old.owner);
        Added added = init(entry, before);
        if (added instanceof Added.Ok) {
            entries.add(entry);
        }
        return added;
    }

    /// @return what its `terminate` returned, or threw
    private @Nullable Object remove(Entry entry, Removal why, ExitReason told) {
        entries.remove(entry);
        Object value;
        try {
            value = entry.handler.terminate(why);
        } catch (Throwable t) {
            checkAlive(t);
            log.error("{} removed a handler that threw: id={}", self().pid(), entry.id, t);
            value = t;
        }
        if (entry.owner != null && !(why instanceof Removal.OwnerEnded)) {
            entry.owner.send(new HandlerExit(self().pid(), entry.id, told));
        }
        return value;
    }

    /// @return whether there were any
    private boolean removeThoseOf(Pid owner, ExitReason reason) {
        boolean any = false;
        for (Entry entry : newestFirst()) {
            if (owner.equals(entry.owner)) {
                remove(entry, new Removal.OwnerEnded(reason), reason);
                any = true;
            }
        }
        return any;
    }

    // --- what Sys asks for ---

    /// The handlers, newest first.
    @Override
    protected Object state() {
        return entries.reversed().stream().map(Entry::handler).toList();
    }

    /// Shows who is there, not what they hold.
    @Override
    protected Object formatState() {
        return entries.reversed().stream().map(Entry::id).toList();
    }

    @Override
    protected void replaceState(UnaryOperator<Object> change) {
        throw new UnsupportedOperationException("handlers must be swapped to be replaced");
    }
}
