package io.trunkline.engine.supervisor;

import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Started;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The process behind [DynamicSupervisor]. No operation on one child looks at another.
final class DynamicServer extends GenServer<Object, DynamicMembers> {
    private static final Logger log = LoggerFactory.getLogger(DynamicSupervisor.class);

    private final DynamicSupervisorSpec spec;
    private int maxChildren;
    private @Nullable Keeper keeper;

    DynamicServer(DynamicSupervisorSpec spec) {
        this.spec = spec;
        maxChildren = spec.maxChildren();
    }

    private Keeper keeper() {
        Keeper k = keeper;
        if (k == null) {
            throw new IllegalStateException("supervisor must be started: supervisor=" + spec.id());
        }
        return k;
    }

    @Override
    protected Init<DynamicMembers> init() {
        self().trapExit(true);
        keeper = new Keeper(self(), spec.intensity());
        return ok(new DynamicMembers());
    }

    /// A child that was told to stop.
    private record Stopping(Member member, Pid pid) {}

    /// All children stop at the same time. They are waited for by their limits, so that none is
    /// given more time because of another.
    @Override
    protected void terminate(ExitReason reason, DynamicMembers members) {
        List<Stopping> stopping = new ArrayList<>(members.size());
        members.running((pid, member) -> stopping.add(new Stopping(member, pid)));
        long begin = now();
        for (Stopping child : stopping) {
            keeper().order(child.pid(), child.member());
        }
        stopping.sort(Comparator.comparing(child -> Keeper.timeout(child.member())));
        for (Stopping child : stopping) {
            Duration left = Keeper.timeout(child.member()).minusNanos(now() - begin);
            keeper().awaitStopped(
                            child.member(), child.pid(), left.isNegative() ? Duration.ZERO : left);
        }
        members.all().forEach(Member::over);
    }

    private long now() {
        return self().node().clock().nanoTime();
    }

    // --- ends and restarts ---

    @Override
    protected Outcome<DynamicMembers> handleInfo(Object message, DynamicMembers members) {
        return switch (message) {
            case Exit(Pid from, ExitReason reason) -> {
                Member member = members.ended(from);
                yield member == null ? noReply(members) : ended(member, from, reason, members);
            }
            case Again(Member member, int ticket, boolean counted) when member.isCurrent(ticket) ->
                    counted ? start(member, members) : restart(member, members);
            case Again _ -> noReply(members);
            default -> super.handleInfo(message, members);
        };
    }

    private Outcome<DynamicMembers> ended(
            Member member, Pid pid, ExitReason reason, DynamicMembers members) {
        boolean again = member.spec.restart().follows(reason);
        if (again || !reason.isOrderly()) {
            keeper().reportEnd(member, pid, reason);
        }
        if (again) {
            return restart(member, members);
        }
        member.over();
        return noReply(members);
    }

    private Outcome<DynamicMembers> restart(Member member, DynamicMembers members) {
        return switch (keeper().judge(member)) {
            case GIVE_UP -> {
                members.forget(member);
                yield stop(spec.giveUpReason(), members);
            }
            case GIVE_UP_CHILD -> {
                members.forget(member);
                yield noReply(members);
            }
            case RESTART -> {
                members.restarting(member);
                Duration delay = keeper().delay(member);
                if (delay.isZero()) {
                    yield start(member, members);
                }
                keeper().startLater(member, delay);
                yield noReply(members);
            }
        };
    }

    private Outcome<DynamicMembers> start(Member member, DynamicMembers members) {
        switch (keeper().start(member)) {
            case Started.Ok(Pid pid) -> members.runsAs(pid, member);
            case Started.Ignored() -> members.forget(member);
            case Started.Failed _, Started.AlreadyStarted _ -> keeper().retry(member);
        }
        return noReply(members);
    }

    // --- requests ---

    @Override
    protected Outcome<DynamicMembers> handleCall(
            Object request, From from, DynamicMembers members) {
        if (!(request instanceof SupervisorRequest<?> known)) {
            log.warn("{} dropped a request it does not handle: {}", self().pid(), request);
            return noReply(members);
        }
        return reply(answer(known, members), members);
    }

    @Override
    protected Outcome<DynamicMembers> handleCast(Object message, DynamicMembers members) {
        return super.handleInfo(message, members);
    }

    private Object answer(SupervisorRequest<?> request, DynamicMembers members) {
        return switch (request) {
            case SupervisorRequest.StartChild(ChildSpec child) -> startChild(child, members);
            case SupervisorRequest.TerminatePid(Pid pid) -> terminateChild(pid, members);
            case SupervisorRequest.FindRef(Pid pid) -> Optional.ofNullable(members.find(pid));
            case SupervisorRequest.WhichChildren() -> members.all().map(Member::info).toList();
            case SupervisorRequest.CountChildren() -> Counts.of(members.all().toList());
            case SupervisorRequest.SetMaxChildren(int most) -> {
                maxChildren = most;
                yield true;
            }
            case SupervisorRequest.TerminateChild _,
                    SupervisorRequest.RestartChild _,
                    SupervisorRequest.DeleteChild _ ->
                    new ChildResult.NotFound();
        };
    }

    private Object startChild(ChildSpec child, DynamicMembers members) {
        if (child.isSignificant()) {
            return new BadSpec.Problem.SignificantWithoutAutoShutdown(child.id());
        }
        if (members.size() >= maxChildren) {
            return new ChildResult.MaxChildren();
        }
        Member member = new Member(child);
        Started started = keeper().start(member);
        if (started instanceof Started.Ok(Pid pid)) {
            members.runsAs(pid, member);
        }
        return Keeper.resultOf(started);
    }

    private ChildResult terminateChild(Pid pid, DynamicMembers members) {
        Member restarting = members.restartingFrom(pid);
        if (restarting != null) {
            members.forget(restarting);
            return new ChildResult.Stopped();
        }
        Member member = members.ended(pid);
        if (member == null) {
            return new ChildResult.NotFound();
        }
        keeper().stop(member);
        member.over();
        return new ChildResult.Stopped();
    }
}
