package io.trunkline.benchmarks.measure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import io.trunkline.benchmarks.report.Machine;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;

import org.slf4j.LoggerFactory;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// What the measurements share: the node, and the process's use of memory and threads.
final class Surroundings {
    private Surroundings() {}

    /// Counts what the watchdog reports; the log would be a line for each.
    static final class LongHandlers implements NodeListener {
        final AtomicLong reported = new AtomicLong();

        @Override
        public void longHandler(Pid pid, Duration soFar, StackTraceElement[] stack) {
            reported.incrementAndGet();
        }
    }

    static Node node(NodeListener listener) {
        if (LoggerFactory.getLogger("io.trunkline.engine") instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
        return Node.start(NodeOptions.defaults().withListener(listener));
    }

    static void print(PrintWriter out) {
        out.println(Machine.present().line());
        out.println("flags " + ManagementFactory.getRuntimeMXBean().getInputArguments());
        out.println();
        out.flush();
    }
}
