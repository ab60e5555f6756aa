package io.trunkline.engine.supervisor;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Started;
import io.trunkline.engine.SupervisorReport;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// What both kinds of supervisors do with one child: start it, stop it, and decide whether it may
/// be restarted. Confined to the supervisor.
final class Keeper {
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Self self;
    private final Reports reports;
    private final RestartWindow window;
    private @Nullable RandomGenerator random;
    private int restarts;

    Keeper(Self self, Intensity intensity) {
        this.self = self;
        reports = new Reports(self);
        window = new RestartWindow(intensity);
    }

    /// What is to be done about a child that should be restarted.
    enum Verdict {
        RESTART,
        GIVE_UP_CHILD,
        GIVE_UP
    }

    // --- starts ---

    /// Starts a child: it runs then, or is stopped.
    Started start(Member member) {
        Started started = outcomeOf(member.spec.start());
        switch (started) {
            case Started.Ok(Pid pid) -> {
                member.running(pid, member.spec.backoff() == null ? 0 : now());
                reports.say(
                        new SupervisorReport.Progress(
                                self.pid(), member.spec.id(), pid, member.restarts()));
            }
            case Started.Ignored() -> member.stopped();
            case Started.Failed(ExitReason reason) -> {
                member.stopped();
                reports.say(new SupervisorReport.StartError(self.pid(), member.spec.id(), reason));
            }
            case Started.AlreadyStarted _ ->
                    throw new AssertionError("outcomeOf makes it a failure");
        }
        return started;
    }

    /// What to answer who asked for a start.
    static ChildResult resultOf(Started started) {
        return switch (started) {
            case Started.Ok(Pid pid) -> new ChildResult.Running(pid);
            case Started.Ignored() -> new ChildResult.Ignored();
            case Started.Failed(ExitReason reason) -> new ChildResult.Failed(reason);
            case Started.AlreadyStarted _ ->
                    throw new AssertionError("outcomeOf makes it a failure");
        };
    }

    private Started outcomeOf(ChildStart start) {
        try {
            Started started =
                    Objects.requireNonNull(start.start(self), "a start must say how it went");
            return started instanceof Started.AlreadyStarted
                    ? new Started.Failed(ExitReason.other(started))
                    : started;
        } catch (Throwable t) {
            if (!self.pid().isAlive()) {
                throw t;
            }
            return new Started.Failed(
                    t instanceof ProcessExit exit ? exit.reason() : ExitReason.crashed(t));
        }
    }

    // --- stops ---

    /// Stops a child and waits for its end.
    void stop(Member member) {
        Pid pid = member.current();
        member.stopped();
        if (pid != null) {
            pid.exit(signal(member));
            awaitStopped(member, pid, timeout(member));
        }
    }

    /// Tells a child to stop.
    void order(Pid pid, Member member) {
        pid.exit(signal(member));
    }

    /// Waits for the end of a child that was told to stop; kills it if it takes too long.
    void awaitStopped(Member member, Pid pid, Duration timeout) {
        Optional<ExitReason> ended = self.awaitExit(pid, timeout);
        if (ended.isEmpty()) {
            pid.exit(ExitReason.kill());
            ended = self.awaitExit(pid, FOREVER);
        }
        ExitReason reason = ended.orElseThrow();
        if (!isExpected(member, reason)) {
            reports.say(
                    new SupervisorReport.ShutdownError(self.pid(), member.spec.id(), pid, reason));
        }
    }

    private static ExitReason signal(Member member) {
        return member.spec.shutdown() instanceof Shutdown.BrutalKill
                ? ExitReason.kill()
                : ExitReason.shutdown();
    }

    /// How long a child may take to stop.
    static Duration timeout(Member member) {
        return member.spec.shutdown() instanceof Shutdown.Within(Duration timeout)
                ? timeout
                : FOREVER;
    }

    private static boolean isExpected(Member member, ExitReason reason) {
        if (member.spec.shutdown() instanceof Shutdown.BrutalKill) {
            return reason instanceof ExitReason.Killed;
        }
        return reason.isOrderly()
                && !(reason instanceof ExitReason.Normal
                        && member.spec.restart() == Restart.PERMANENT);
    }

    // --- restarts ---

    /// Reports that a child has ended by itself.
    void reportEnd(Member member, Pid pid, ExitReason reason) {
        reports.say(
                new SupervisorReport.ChildTerminated(self.pid(), member.spec.id(), pid, reason));
    }

    /// Counts a restart, if it may be done, and reports if it may not.
    Verdict judge(Member member) {
        RestartWindow own = member.window();
        if ((own == null ? window : own).admits(now())) {
            restarts++;
            member.countRestart();
            return Verdict.RESTART;
        }
        if (own == null) {
            reports.say(new SupervisorReport.Shutdown(self.pid(), member.spec.id(), restarts));
            return Verdict.GIVE_UP;
        }
        own.clear(); // who starts it again by hand means it
        reports.say(
                new SupervisorReport.ChildGivenUp(self.pid(), member.spec.id(), member.restarts()));
        return Verdict.GIVE_UP_CHILD;
    }

    /// How long to wait before the restart of a child.
    Duration delay(Member member) {
        return member.spec.backoff() == null ? Duration.ZERO : member.delay(now(), random());
    }

    /// Goes on with a restart after a delay.
    void startLater(Member member, Duration delay) {
        self.sendAfter(delay, new Again(member, member.restarting(), true));
    }

    /// Tries a restart that has failed anew, after what waits already.
    void retry(Member member) {
        self.pid().send(new Again(member, member.restarting(), false));
    }

    private RandomGenerator random() {
        RandomGenerator r = random;
        if (r == null) {
            Node node = self.node();
            r =
                    node instanceof SimulatedNode simulated
                            ? new SplittableRandom(simulated.seed() ^ self.pid().number())
                            : new SplittableRandom();
            random = r;
        }
        return r;
    }

    private long now() {
        return self.node().clock().nanoTime();
    }
}
