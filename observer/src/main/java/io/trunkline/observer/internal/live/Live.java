package io.trunkline.observer.internal.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.observer.internal.web.EventSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Takes a sample a second while a browser is connected, tells it to all, and keeps those of the
/// last minutes for who comes next. Has a thread only meanwhile.
public final class Live implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Live.class);
    private static final int KEPT = 300;

    private final Supplier<ObjectNode> sampler;
    private final Supplier<? extends AutoCloseable> watcher;
    private final Broadcast broadcast = new Broadcast(this::begin, this::end);
    private final ScheduledThreadPoolExecutor timer;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Deque<ObjectNode> kept = new ArrayDeque<>();

    // guarded by the broadcast's lock, under which begin and end are called
    private @Nullable Future<?> ticking;
    private @Nullable AutoCloseable watch;

    /// @param sampler takes a sample; runs once a second
    /// @param watcher starts what is to be looked after only while somebody looks
    public Live(Supplier<ObjectNode> sampler, Supplier<? extends AutoCloseable> watcher) {
        this.sampler = sampler;
        this.watcher = watcher;
        timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("trunkline-observer-samples").factory());
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Where browsers connect to.
    public EventSource events() {
        return broadcast;
    }

    /// The samples of the last minutes in which somebody looked, oldest first.
    public ArrayNode samples() {
        ArrayNode samples = JsonNodeFactory.instance.arrayNode();
        lock.lock();
        try {
            samples.addAll(kept);
        } finally {
            lock.unlock();
        }
        return samples;
    }

    /// How many browsers are connected.
    public int watching() {
        return broadcast.count();
    }

    /// How many browsers were cut off since they were too slow.
    public long cutOff() {
        return broadcast.cutOff();
    }

    @Override
    public void close() {
        broadcast.close();
        timer.shutdownNow();
    }

    private void begin() {
        watch = watcher.get();
        ticking = timer.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    private void end() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
        if (watch != null) {
            try {
                watch.close();
            } catch (Exception e) {
                log.error("a watch did not end", e);
            }
            watch = null;
        }
    }

    private void tick() {
        try {
            ObjectNode sample = sampler.get();
            lock.lock();
            try {
                if (kept.size() == KEPT) {
                    kept.removeFirst();
                }
                kept.addLast(sample);
            } finally {
                lock.unlock();
            }
            broadcast.publish(sample.toString());
        } catch (RuntimeException e) {
            log.error("a sample failed", e);
        }
    }
}
