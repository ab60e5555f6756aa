package io.trunkline.observer.jmx;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SupervisorReport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/// Counts crashes, and restarts by supervisor.
final class Restarts implements NodeListener {
    private static final int MOST_SUPERVISORS = 1_000;

    private final LongAdder crashes = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final LinkedHashMap<Pid, Long> bySupervisor = new LinkedHashMap<>();

    @Override
    public void crashed(CrashReport report) {
        crashes.increment();
    }

    @Override
    public void supervised(SupervisorReport report) {
        if (report instanceof SupervisorReport.Progress(Pid supervisor, var _, var _, int times)
                && times > 0) {
            restarts.increment();
            count(supervisor);
        }
    }

    private void count(Pid supervisor) {
        lock.lock();
        try {
            bySupervisor.merge(supervisor, 1L, Long::sum);
            if (bySupervisor.size() > MOST_SUPERVISORS) {
                bySupervisor.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    long crashes() {
        return crashes.sum();
    }

    long restarts() {
        return restarts.sum();
    }

    Map<Pid, Long> bySupervisor() {
        lock.lock();
        try {
            return new LinkedHashMap<>(bySupervisor);
        } finally {
            lock.unlock();
        }
    }
}
