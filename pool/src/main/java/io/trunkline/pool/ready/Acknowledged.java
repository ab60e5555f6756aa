package io.trunkline.pool.ready;

import io.trunkline.engine.Pid;
import io.trunkline.pool.ready.Feed.Cursor;
import io.trunkline.pool.stage.Dispatcher;
import io.trunkline.pool.stage.Producer;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/// A feed whose events are delivered until they have been handled: at least once.
///
/// ```java
/// Acknowledged<Order> orders = Acknowledged.of(feed);
/// Stage.from(node, orders::producer).into(Shipping::new).start();
/// ```
///
/// Its producer keeps each event until the consumer's `handleEvents`, which got it, has returned.
/// When a consumer crashes, is killed or cancels its subscription, the events that it had been sent
/// and had not acknowledged go to others, or to the one that takes its place; when the producer
/// does, its successor emits all that are left. So an event may be handled twice, and not in order
/// with others then, but none is lost while this object lives. It is in memory: nothing outlives
/// the JVM.
///
/// *How many.* At most `outstanding` events are taken from the feed and not acknowledged, whatever
/// the demand: the consumer of one partition that is slow or away holds up the others when it has
/// so many.
///
/// *In the middle* a [io.trunkline.pool.stage.ProducerConsumer] acknowledges what it has handled,
/// when what it made of that is still on its way: do the work of such stages in the consumer, or
/// have the middle one end, too, with its consumers.
///
/// *Threads.* One producer of it runs at a time; [#counts()] may be asked for by any thread.
///
/// @param <E> the events
public final class Acknowledged<E> {
    private static final int OUTSTANDING = 10_000;

    private final Feed<E> feed;
    private final int outstanding;
    private final Ledger<E> ledger = new Ledger<>();
    private final ReentrantLock lock = new ReentrantLock();

    // --- guarded by the lock ---

    private @Nullable Cursor<E> cursor;
    private @Nullable Pid reader;
    private @Nullable AcknowledgedFeedProducer<E> owner;

    private Acknowledged(Feed<E> feed, int outstanding) {
        if (outstanding < 1) {
            throw new IllegalArgumentException(
                    "outstanding must be >= 1: outstanding=" + outstanding);
        }
        this.feed = Objects.requireNonNull(feed, "feed");
        this.outstanding = outstanding;
    }

    /// A feed's events, of which at most 10,000 are outstanding.
    public static <E> Acknowledged<E> of(Feed<E> feed) {
        return of(feed, OUTSTANDING);
    }

    /// A feed's events, of which at most `outstanding` are.
    public static <E> Acknowledged<E> of(Feed<E> feed, int outstanding) {
        return new Acknowledged<>(feed, outstanding);
    }

    /// A producer of these events.
    public Producer<E, ?> producer() {
        return producer(Dispatcher.demand());
    }

    /// A producer of these events. Events that go to no partition count as acknowledged.
    ///
    /// @throws IllegalArgumentException if it is to broadcast: then nobody could tell when an event
    ///   has been handled
    public Producer<E, ?> producer(Dispatcher<E> dispatcher) {
        return new AcknowledgedFeedProducer<>(this, dispatcher);
    }

    /// What has become of its events.
    public AckCounts counts() {
        return ledger.counts();
    }

    // --- for its producer ---

    /// How many more may be taken from the feed.
    long room() {
        return Math.max(0, outstanding - ledger.outstanding());
    }

    /// Makes a producer the one that reads, in place of one that has ended: what that has emitted
    /// and was not acknowledged is emitted again.
    Cursor<E> open(AcknowledgedFeedProducer<E> producer, Pid pid) {
        lock.lock();
        try {
            Pid before = reader;
            if (before != null && before.isAlive()) {
                throw new IllegalStateException(
                        "a feed must have one producer: producer=" + before);
            }
            Cursor<E> open = cursor;
            if (open == null) {
                open = feed.open(pid);
                cursor = open;
            } else {
                open.resume(pid);
            }
            reader = pid;
            owner = producer;
            ledger.restart();
            return open;
        } finally {
            lock.unlock();
        }
    }

    /// Lets a producer use the ledger and the cursor, until it [leaves][#exit()]. One that was
    /// killed may run on for a while; once another has opened, it is refused.
    Ledger<E> enter(AcknowledgedFeedProducer<E> producer) {
        lock.lock();
        if (owner != producer) {
            lock.unlock();
            throw new IllegalStateException(
                    "a feed must be read by its last producer: producer=" + reader);
        }
        return ledger;
    }

    void exit() {
        lock.unlock();
    }
}
