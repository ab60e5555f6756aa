package io.trunkline.engine.internal.process;

import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Overflow;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.WaitStrategy;
import io.trunkline.engine.internal.scheduler.Activation;
import io.trunkline.engine.internal.scheduler.Carrier;
import io.trunkline.engine.internal.scheduler.Condition;
import io.trunkline.engine.internal.scheduler.Scheduler;
import io.trunkline.engine.internal.timer.TimerWheel;

import java.lang.reflect.Proxy;

/// A home without threads. What becomes SCHEDULED stays so until a test activates it by hand, so
/// that each actor is one thread's part in the protocol and nothing else.
final class Stand {
    private Stand() {}

    static final Home HOME =
            new Home(
                    node(),
                    System::nanoTime,
                    new Idle(),
                    new TimerWheel(System::nanoTime, 0, deadline -> {}),
                    new Listeners(new DeadLetters()),
                    null,
                    null);

    /// An idle process.
    static ScheduledProcess process(Recorder recorder) {
        ScheduledProcess process =
                new ScheduledProcess(
                        HOME, HOME.table.nextNumber(), recorder, StartOptions.defaults(), null);
        HOME.table.add(process);
        process.casPhase(ProcessCell.HANDLING, ProcessCell.IDLE);
        return process;
    }

    /// A pinned process whose thread never runs: the test's is in its place.
    static PinnedProcess pinned() {
        PinnedProcess process =
                new PinnedProcess(
                        HOME,
                        HOME.table.nextNumber(),
                        new Recorder(new Trace()),
                        StartOptions.pinned(WaitStrategy.BLOCKING),
                        null,
                        WaitStrategy.BLOCKING,
                        Thread.ofPlatform().factory());
        HOME.table.add(process);
        process.casPhase(ProcessCell.HANDLING, ProcessCell.SCHEDULED);
        return process;
    }

    /// A process with room for one message.
    static ScheduledProcess small(Overflow overflow) {
        ScheduledProcess process =
                new ScheduledProcess(
                        HOME,
                        HOME.table.nextNumber(),
                        new Recorder(new Trace()),
                        StartOptions.defaults().withMailbox(MailboxSpec.bounded(1, overflow)),
                        null);
        HOME.table.add(process);
        process.casPhase(ProcessCell.HANDLING, ProcessCell.IDLE);
        return process;
    }

    /// An idle process that does nothing with its messages.
    static ScheduledProcess process() {
        return process(new Recorder(new Trace()));
    }

    /// An idle process that traps exits.
    static ScheduledProcess trapping() {
        ScheduledProcess process = process();
        process.trapExit(true);
        return process;
    }

    /// A process that is in its own code, which wants to receive.
    static ThreadedProcess receiver() {
        ThreadedProcess process = ThreadedProcess.implicit(HOME);
        HOME.table.add(process);
        return process;
    }

    static void send(ProcessCell process, Object message) {
        process.deliver(message, Context.current());
    }

    /// Calls as [Calls] does, up to where it would wait.
    static void call(ProcessCell process, PendingCall call) {
        Context caller = Context.current();
        if (!process.runCall(call, caller)) {
            process.deliver(call, caller);
        }
    }

    static void kill(ProcessCell process) {
        exit(process, ExitReason.kill());
    }

    static void exit(ProcessCell process, ExitReason reason) {
        Context killer = Context.current();
        process.applyExit(HOME.root, reason, false, killer);
        killer.burials.run();
    }

    /// A turn on a runner.
    static void turn(ScheduledProcess process) {
        process.activate(Context.current());
    }

    /// Runs what is scheduled, when all actors are done.
    ///
    /// @return what is wrong then, or an empty text
    static String settle(ScheduledProcess process) {
        for (int i = 0; process.phase() == ProcessCell.SCHEDULED; i++) {
            if (i == 1_000) {
                return ", never idle";
            }
            turn(process);
        }
        int phase = process.phase();
        if (phase != ProcessCell.IDLE && phase != ProcessCell.DEAD) {
            return ", in phase " + phase;
        }
        return process.hasMessages() ? ", a message left behind" : "";
    }

    /// Takes the news out of a mailbox that nobody uses any more.
    static String news(ProcessCell process) {
        var text = new StringBuilder();
        Object message;
        while ((message = process.mailbox.relaxedPoll()) != null) {
            text.append(text.isEmpty() ? "" : ", ").append(named(message));
        }
        return text.isEmpty() ? "nothing" : text.toString();
    }

    private static String named(Object message) {
        return switch (message) {
            case Down(var _, var _, ExitReason reason) -> "Down " + named(reason);
            case Exit(var _, ExitReason reason) -> "Exit " + named(reason);
            default -> message.toString();
        };
    }

    private static String named(ExitReason reason) {
        return reason.getClass().getSimpleName();
    }

    /// Lets go of a process.
    static void end(ProcessCell process) {
        kill(process);
    }

    private static Node node() {
        return (Node)
                Proxy.newProxyInstance(
                        Node.class.getClassLoader(),
                        new Class<?>[] {Node.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "name", "toString" -> "stand";
                                    case "isClosed" -> false;
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    private static final class Idle implements Scheduler {
        @Override
        public void submit(Activation activation, Carrier carrier) {}

        @Override
        public void submitLast(Activation activation, Carrier carrier) {}

        @Override
        public void await(Condition condition, long deadline, Carrier carrier) {
            Thread.onSpinWait();
        }

        @Override
        public void beginBlocking(Carrier carrier) {}

        @Override
        public void endBlocking(Carrier carrier) {}

        @Override
        public Statistics statistics(long retries) {
            throw new UnsupportedOperationException("statistics");
        }

        @Override
        public void close() {}
    }

    private static final class DeadLetters implements NodeListener {
        @Override
        public void deadLetter(Pid receiver, Object message) {
            if (message instanceof Letter letter) {
                letter.died();
            }
        }
    }
}
