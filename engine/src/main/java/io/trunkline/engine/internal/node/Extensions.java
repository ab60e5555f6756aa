package io.trunkline.engine.internal.node;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// What other modules keep with a node; see [io.trunkline.engine.spi.NodeServices#extension].
final class Extensions {
    private static final Logger log = LoggerFactory.getLogger(Extensions.class);

    private final ReentrantLock lock = new ReentrantLock();

    /// Guarded by the lock, in the order made.
    private final Map<Class<?>, Object> made = new LinkedHashMap<>();

    /// Guarded by the lock.
    private boolean closed;

    <T> T get(Node node, Class<T> type, Function<? super Node, ? extends T> maker) {
        lock.lock();
        try {
            Object existing = made.get(type);
            if (existing != null) {
                return type.cast(existing);
            }
            if (closed) {
                throw new NodeClosed(node.name());
            }
            T extension = maker.apply(node);
            made.put(type, extension);
            return extension;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        List<Object> toClose;
        lock.lock();
        try {
            closed = true;
            toClose = new ArrayList<>(made.values());
        } finally {
            lock.unlock();
        }
        for (Object extension : toClose.reversed()) {
            if (extension instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Throwable t) {
                    log.error("an extension must not throw: extension={}", extension, t);
                }
            }
        }
    }
}
