package io.trunkline.observer.internal.history;

import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// How often the children that came back last were restarted, by the number of their process.
final class Restarts {
    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final LinkedHashMap<Long, Integer> byPid = new LinkedHashMap<>();

    void put(long pid, int restarts) {
        lock.lock();
        try {
            byPid.put(pid, restarts);
            if (byPid.size() > MOST) {
                byPid.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    int of(long pid) {
        lock.lock();
        try {
            return byPid.getOrDefault(pid, 0);
        } finally {
            lock.unlock();
        }
    }
}
