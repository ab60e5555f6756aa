package io.trunkline.pool.ready;

import io.trunkline.engine.Pid;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a subscription keeps for its reader. Confined to that.
final class SubscribedCursor<S, E> implements Feed.Cursor<E> {
    private final Supplier<? extends S> subscribe;
    private final Function<? super S, ? extends Collection<? extends E>> drain;

    private S subscription;

    /// What was drained and not wanted yet.
    private final Queue<E> drained = new ArrayDeque<>();

    SubscribedCursor(
            Supplier<? extends S> subscribe,
            Function<? super S, ? extends Collection<? extends E>> drain) {
        this.subscribe = subscribe;
        this.drain = drain;
        subscription = subscribe.get();
    }

    /// What happens between two readers nobody is told of.
    @Override
    public void resume(Pid reader) {
        drained.addAll(drain.apply(subscription));
        subscription = subscribe.get();
    }

    @Override
    public Feed.Rest take(int most, List<? super E> out) {
        for (int taken = 0; taken < most; taken++) {
            if (drained.isEmpty()) {
                drained.addAll(drain.apply(subscription));
            }
            E next = drained.poll();
            if (next == null) {
                return new Feed.Rest.Waiting();
            }
            out.add(next);
        }
        return new Feed.Rest.More();
    }
}
