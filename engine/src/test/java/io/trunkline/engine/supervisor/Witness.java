package io.trunkline.engine.supervisor;

import io.trunkline.engine.Clock;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.ExitReasons;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.Started;
import io.trunkline.engine.SupervisorReport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sees all that happens in a random tree on a simulated node, writes it down, and holds it against
/// the laws of supervision. It knows nothing of how supervisors work: only what was asked of them
/// and what came of it.
final class Witness implements NodeListener {
    /// A child in the order of its siblings.
    record Place(Pid supervisor, String id, int order) {}

    private record Named(Pid supervisor, String id) {}

    private record Event(long millis, Object what) {
        @Override
        public String toString() {
            return millis + " ms: " + what;
        }
    }

    private record Ended(Pid pid, ExitReason reason) {}

    /// What a supervisor has to answer for.
    private static final class Duty {
        final Intensity intensity;
        final ExitReason giveUpReason;
        final boolean ordered;
        final Map<String, ChildSpec> children = new HashMap<>();
        final ArrayDeque<Long> restarts = new ArrayDeque<>();
        final ArrayDeque<Long> failures = new ArrayDeque<>();
        final Map<String, ArrayDeque<Long>> limited = new HashMap<>();
        boolean mustGiveUp;
        boolean gaveUp;

        Duty(Intensity intensity, ExitReason giveUpReason, boolean ordered) {
            this.intensity = intensity;
            this.giveUpReason = giveUpReason;
            this.ordered = ordered;
        }
    }

    private Clock clock;
    private final List<Event> log = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /// Who was started first comes first, as long as its supervisor lives.
    private final Map<Named, Integer> orders = new HashMap<>();

    private final Map<Named, Pid> latest = new HashMap<>();
    private final Map<Pid, Place> places = new HashMap<>();
    private final Map<Pid, ExitReason> ends = new HashMap<>();
    private final Map<Pid, Duty> duties = new HashMap<>();
    private final Set<Named> stoppedByHand = new HashSet<>();
    private final Set<Named> givenUp = new HashSet<>();
    private final Set<Named> ignored = new HashSet<>();
    private final Set<Pid> linked = new HashSet<>();
    private final Set<Pid> disturbed = new HashSet<>();

    // --- what is told ---

    void follows(Clock ofNode) {
        clock = ofNode;
    }

    void note(Object what) {
        log.add(new Event(clock.nanoTime() / 1_000_000, what));
    }

    void violated(String law) {
        note("VIOLATED " + law);
        violations.add(law);
    }

    void check(boolean holds, String law, Object who) {
        if (!holds) {
            violated(law + ": " + who);
        }
    }

    /// A supervisor runs.
    void supervises(Pid pid, Intensity intensity, ExitReason giveUpReason, boolean ordered) {
        duties.put(pid, new Duty(intensity, giveUpReason, ordered));
    }

    /// A child starts: who ran in its place before must be gone.
    Started starts(Self supervisor, String id, ChildStart start) {
        Named named = new Named(supervisor.pid(), id);
        int order = orders.computeIfAbsent(named, _ -> orders.size());
        Pid before = latest.get(named);
        check(before == null || !before.isAlive(), "an old life must be over first", named);
        Started started = start.start(supervisor);
        switch (started) {
            case Started.Ok(Pid pid) -> {
                ignored.remove(named);
                latest.put(named, pid);
                places.put(pid, new Place(supervisor.pid(), id, order));
            }
            case Started.Ignored() -> ignored.add(named);
            case Started.Failed _, Started.AlreadyStarted _ -> {}
        }
        return started;
    }

    /// A child of a supervisor, to be judged by its specification.
    void knows(Pid supervisor, ChildSpec spec) {
        Duty duty = duties.get(supervisor);
        if (duty != null) {
            duty.children.put(spec.id(), spec);
        }
    }

    /// Somebody asks for the end of one child: its siblings run on, and it need not come back.
    void stopsByHand(Pid supervisor, String id) {
        stoppedByHand.add(new Named(supervisor, id));
        disturbed.add(supervisor);
    }

    /// A stranger links itself to a worker, which can then end with the stranger's reason.
    void links(Pid worker) {
        linked.add(worker);
    }

    boolean isPermanent(Pid supervisor, String id) {
        Duty duty = duties.get(supervisor);
        ChildSpec spec = duty == null ? null : duty.children.get(id);
        return spec != null && spec.restart() == Restart.PERMANENT;
    }

    /// Whether this child may be down although it is permanent.
    boolean mayBeDown(Pid supervisor, String id) {
        Named named = new Named(supervisor, id);
        return disturbed.contains(supervisor) || givenUp.contains(named) || ignored.contains(named);
    }

    // --- what is seen ---

    @Override
    public void processExited(Pid pid, ExitReason reason) {
        note(new Ended(pid, reason));
        check(ends.put(pid, reason) == null, "a process must end once", pid);
        Place place = places.get(pid);
        if (place != null
                && reason.equals(ExitReasons.SHUTDOWN)
                && !duties.containsKey(pid)
                && !linked.contains(pid)) {
            checkOrder(pid, place);
        }
        Duty duty = duties.get(pid);
        if (duty != null && duty.gaveUp) {
            check(
                    reason.equals(duty.giveUpReason) || reason instanceof ExitReason.Killed,
                    "who gives up must end with its reason",
                    pid + ", reason=" + reason);
        }
    }

    /// Only its supervisor ends a worker with `shutdown`: those that started later are gone then.
    private void checkOrder(Pid pid, Place place) {
        Duty duty = duties.get(place.supervisor());
        if (duty == null
                || !duty.ordered
                || stoppedByHand.contains(new Named(place.supervisor(), place.id()))) {
            return;
        }
        for (String id : duty.children.keySet()) {
            Pid other = latest.get(new Named(place.supervisor(), id));
            if (other != null && other.isAlive()) {
                Place its = places.get(other);
                check(
                        its.order() <= place.order(),
                        "children must stop in reverse start order",
                        pid + " " + place + " before " + other + " " + its);
            }
        }
    }

    @Override
    public void supervised(SupervisorReport report) {
        note(report);
        Duty duty = duties.get(report.supervisor());
        if (duty == null) {
            return; // it is being started
        }
        long now = clock.nanoTime();
        switch (report) {
            case SupervisorReport.Progress(Pid supervisor, String id, var _, var _) -> {
                check(
                        !duty.mustGiveUp && !duty.gaveUp,
                        "a supervisor must not exceed its intensity",
                        supervisor);
                ChildSpec spec = duty.children.get(id);
                if (spec != null && spec.limit() != null) {
                    check(
                            within(limited(duty, id), spec.limit(), now) <= spec.limit().restarts(),
                            "a child must not exceed its limit",
                            supervisor + " " + id);
                }
                givenUp.remove(new Named(supervisor, id));
            }
            case SupervisorReport.ChildTerminated(var _, String id, var _, ExitReason reason) ->
                    ended(duty, id, reason, now);
            case SupervisorReport.StartError(var _, String id, var _) -> {
                ChildSpec spec = duty.children.get(id);
                if (spec == null || spec.limit() == null) {
                    duty.failures.add(now);
                }
            }
            case SupervisorReport.Shutdown(Pid supervisor, String id, var _) -> {
                int most =
                        within(duty.restarts, duty.intensity, now)
                                + within(duty.failures, duty.intensity, now);
                check(
                        duty.children.get(id).limit() == null && most > duty.intensity.restarts(),
                        "a supervisor must not give up early",
                        supervisor + " " + id);
                duty.gaveUp = true;
            }
            case SupervisorReport.ChildGivenUp(Pid supervisor, String id, var _) -> {
                limited(duty, id).clear();
                givenUp.add(new Named(supervisor, id));
            }
            case SupervisorReport.ShutdownError _ -> {}
        }
    }

    private void ended(Duty duty, String id, ExitReason reason, long now) {
        ChildSpec spec = duty.children.get(id);
        if (spec == null || !spec.restart().follows(reason)) {
            return;
        }
        if (spec.limit() == null) {
            duty.restarts.add(now);
            duty.mustGiveUp =
                    within(duty.restarts, duty.intensity, now) > duty.intensity.restarts();
        } else {
            limited(duty, id).add(now);
        }
    }

    private static ArrayDeque<Long> limited(Duty duty, String id) {
        return duty.limited.computeIfAbsent(id, _ -> new ArrayDeque<>());
    }

    private static int within(ArrayDeque<Long> times, Intensity intensity, long now) {
        times.removeIf(time -> now - time > intensity.period().toNanos());
        return times.size();
    }

    // --- what comes of it ---

    /// Supervisors that gave up, or had to, are gone when all is quiet.
    void checkQuiet() {
        duties.forEach((pid, duty) ->
                check(
                        !(duty.mustGiveUp || duty.gaveUp) || !pid.isAlive(),
                        "a supervisor that gives up must end",
                        pid));
    }

    /// Why a process has ended; null if it has not.
    ExitReason end(Pid pid) {
        return ends.get(pid);
    }

    List<String> violations() {
        return violations;
    }

    /// Everything, for people, and for comparison with another run.
    String log() {
        var text = new StringBuilder();
        log.forEach(event -> text.append(event).append('\n'));
        return text.toString();
    }
}
