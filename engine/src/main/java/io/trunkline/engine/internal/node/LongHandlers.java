package io.trunkline.engine.internal.node;

import io.trunkline.engine.Pid;
import io.trunkline.engine.internal.process.Context;
import io.trunkline.engine.internal.process.Listeners;
import io.trunkline.engine.internal.scheduler.Carrier;
import io.trunkline.engine.internal.scheduler.Watchdog;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/// Tells the node's listener and the log of handlers that take long.
final class LongHandlers implements Watchdog.Reporter {
    private static final Logger log = LoggerFactory.getLogger(LongHandlers.class);

    private final Listeners listeners;

    LongHandlers(Listeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public void longHandler(Carrier carrier, Duration soFar) {
        Pid pid = ((Context) carrier).running();
        if (pid == null) {
            return; // it has just ended
        }
        StackTraceElement[] stack = carrier.thread().getStackTrace();
        log.warn(
                "{} has been in one handler for {} ms, at {}", pid, soFar.toMillis(), place(stack));
        listeners.longHandler(pid, soFar, stack);
    }

    @Override
    public void runnerBlocked(Carrier carrier) {
        Pid pid = ((Context) carrier).running();
        if (pid != null) {
            listeners.runnerBlocked(pid);
        }
    }

    /// Where the application's code is, rather than the JDK's that it waits in.
    private static String place(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String module = frame.getModuleName();
            if (module == null || !(module.startsWith("java.") || module.startsWith("jdk."))) {
                return frame.toString();
            }
        }
        return stack.length == 0 ? "an unknown place" : stack[0].toString();
    }
}
