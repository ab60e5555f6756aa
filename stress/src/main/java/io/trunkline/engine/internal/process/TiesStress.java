package io.trunkline.engine.internal.process;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.Alias;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.List;

/// Exit against link, unlink, monitor and demonitor: each end is told once, or not at all to those
/// who took their tie back.
public final class TiesStress {
    private TiesStress() {}

    /// A link made while the other ends gives one exit, of the link or of the attempt.
    @JCStressTest
    @Outcome(id = "Exit Killed", expect = ACCEPTABLE, desc = "link -> exit")
    @Outcome(id = "Exit NoProc", expect = ACCEPTABLE, desc = "exit -> link")
    @Outcome(expect = FORBIDDEN, desc = "No exit, or two.")
    @State
    public static class ExitAgainstLink {
        private final ScheduledProcess self = Stand.trapping();
        private final ScheduledProcess other = Stand.process();

        @Actor
        public void linker() {
            Signals.link(self, other, Context.current());
        }

        @Actor
        public void killer() {
            Stand.kill(other);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = Stand.news(self) + (self.relations().links.toList().isEmpty() ? "" : ", linked");
            Stand.end(self);
        }
    }

    /// Links from both sides at once: the locks are taken in one order, and the link is mutual.
    @JCStressTest
    @Outcome(id = "mutual", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "One-sided.")
    @State
    public static class LinkAgainstLink {
        private final ScheduledProcess a = Stand.process();
        private final ScheduledProcess b = Stand.process();

        @Actor
        public void linkerA() {
            Signals.link(a, b, Context.current());
        }

        @Actor
        public void linkerB() {
            Signals.link(b, a, Context.current());
        }

        @Arbiter
        public void verdict(L_Result r) {
            boolean mutual =
                    a.relations().links.toList().equals(List.of(b))
                            && b.relations().links.toList().equals(List.of(a));
            r.r1 = mutual ? "mutual" : "one-sided";
            Stand.end(a);
            Stand.end(b);
        }
    }

    /// Whoever lives when its unlink has returned lives on.
    @JCStressTest
    @Outcome(id = "unlink -> exit", expect = ACCEPTABLE, desc = "It lives.")
    @Outcome(id = "exit -> unlink", expect = ACCEPTABLE, desc = "It died with the other.")
    @Outcome(expect = FORBIDDEN, desc = "An exit took effect after the unlink.")
    @State
    public static class ExitAgainstUnlink {
        private final ScheduledProcess self = Stand.process();
        private final ScheduledProcess other = Stand.process();
        private boolean aliveThen;

        public ExitAgainstUnlink() {
            Signals.link(self, other, Context.current());
        }

        @Actor
        public void unlinker() {
            Signals.unlink(self, other);
            aliveThen = self.isAlive();
        }

        @Actor
        public void killer() {
            Stand.kill(other);
        }

        @Arbiter
        public void verdict(L_Result r) {
            boolean alive = self.isAlive();
            if (aliveThen) {
                r.r1 = alive ? "unlink -> exit" : "unlink -> exit -> death";
            } else {
                r.r1 = alive ? "revived" : "exit -> unlink";
            }
            Stand.end(self);
        }
    }

    /// Two linked processes killed at once: both die, neither is buried twice.
    @JCStressTest
    @Outcome(id = "Down Killed, Down Killed", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "An end was told twice or not at all.")
    @State
    public static class ExitAgainstExitOfLinked {
        private final ScheduledProcess watcher = Stand.process();
        private final ScheduledProcess a = Stand.process();
        private final ScheduledProcess b = Stand.process();

        public ExitAgainstExitOfLinked() {
            Context context = Context.current();
            Signals.link(a, b, context);
            Signals.monitor(watcher, a, null, null, context);
            Signals.monitor(watcher, b, null, null, context);
        }

        @Actor
        public void killerA() {
            Stand.kill(a);
        }

        @Actor
        public void killerB() {
            Stand.kill(b);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = Stand.news(watcher);
            Stand.end(watcher);
        }
    }

    /// A monitor made while its target ends fires once.
    @JCStressTest
    @Outcome(id = "Down Killed", expect = ACCEPTABLE, desc = "monitor -> exit")
    @Outcome(id = "Down NoProc", expect = ACCEPTABLE, desc = "exit -> monitor")
    @Outcome(expect = FORBIDDEN, desc = "No Down, or two.")
    @State
    public static class ExitAgainstMonitor {
        private final ScheduledProcess watcher = Stand.process();
        private final ScheduledProcess target = Stand.process();

        @Actor
        public void watcher() {
            Signals.monitor(watcher, target, null, null, Context.current());
        }

        @Actor
        public void killer() {
            Stand.kill(target);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = Stand.news(watcher);
            Stand.end(watcher);
        }
    }

    /// A demonitor that says it was in time means that no Down comes; one that says it was late,
    /// that one has.
    @JCStressTest
    @Outcome(id = "demonitor -> exit", expect = ACCEPTABLE)
    @Outcome(id = "exit -> demonitor", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A Down after the demonitor, or none although it was late.")
    @State
    public static class ExitAgainstDemonitor {
        private final ScheduledProcess watcher = Stand.process();
        private final ScheduledProcess target = Stand.process();
        private final LocalMonitor monitor =
                Signals.monitor(watcher, target, null, null, Context.current());
        private boolean inTime;

        @Actor
        public void watcher() {
            inTime = monitor.demonitor();
        }

        @Actor
        public void killer() {
            Stand.kill(target);
        }

        @Arbiter
        public void verdict(L_Result r) {
            String news = Stand.news(watcher);
            if (inTime) {
                r.r1 = news.equals("nothing") ? "demonitor -> exit" : "in time, but " + news;
            } else {
                r.r1 = news.equals("Down Killed") ? "exit -> demonitor" : "late, but " + news;
            }
            Stand.end(watcher);
        }
    }

    /// A watcher that ends while it makes a monitor leaves nothing at the target.
    @JCStressTest
    @Outcome(id = "forgotten", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The target keeps the monitor of a dead process.")
    @State
    public static class MonitorAgainstExitOfWatcher {
        private final ScheduledProcess watcher = Stand.process();
        private final ScheduledProcess target = Stand.process();

        @Actor
        public void watcher() {
            Signals.monitor(watcher, target, null, null, Context.current());
        }

        @Actor
        public void killer() {
            Stand.kill(watcher);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = target.relations().watchers.toList().isEmpty() ? "forgotten" : "kept";
            Stand.end(target);
        }
    }

    /// An alias that a monitor is ends with the monitor: what comes through it comes before Down.
    @JCStressTest
    @Outcome(id = "message, Down Killed", expect = ACCEPTABLE, desc = "send -> exit")
    @Outcome(id = "Down Killed", expect = ACCEPTABLE, desc = "exit -> send")
    @Outcome(expect = FORBIDDEN, desc = "A message after Down.")
    @State
    public static class ExitAgainstSendToAlias {
        private final ScheduledProcess watcher = Stand.process();
        private final ScheduledProcess target = Stand.process();
        private final LocalMonitor monitor =
                Signals.monitor(watcher, target, null, Alias.Mode.DEMONITOR, Context.current());

        @Actor
        public void sender() {
            monitor.send("message");
        }

        @Actor
        public void killer() {
            Stand.kill(target);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = Stand.news(watcher);
            Stand.end(watcher);
        }
    }
}
