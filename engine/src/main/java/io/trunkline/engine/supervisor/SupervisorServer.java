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
import java.util.List;
import java.util.Optional;

/// The process behind [Supervisor].
final class SupervisorServer extends GenServer<Object, Members> {
    /* Overview
     *
     * A restart is: count it; stop the strategy's group, last one first; start the group in order.
     * With a backoff the start comes later, by a message. If a start fails, that child is
     * RESTARTING, those before it run, those after it are stopped, and a message to itself begins
     * the next restart, from that child: others are answered in between.
     *
     * I1  A member with a pid is in Members by that pid, and nobody else is. So the EXIT of a child
     *     that was stopped on purpose finds no member and is ignored.
     * I2  A message Again counts only with the ticket of the member's latest restart, and while the
     *     member is RESTARTING: whatever stops or starts it in between makes the message stale.
     *
     * Stopping waits inside the handler for the child's end, as OTP's supervisor does: the order of
     * ends is the contract. The wait gives the runner up.
     */

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final SupervisorSpec spec;
    private @Nullable Keeper keeper;

    SupervisorServer(SupervisorSpec spec) {
        this.spec = spec;
    }

    /// A start of several children that ended with one that failed.
    private record Failure(Member member, ExitReason reason) {}

    private Keeper keeper() {
        Keeper k = keeper;
        if (k == null) {
            throw new IllegalStateException("supervisor must be started: supervisor=" + spec.id());
        }
        return k;
    }

    @Override
    protected Init<Members> init() {
        self().trapExit(true);
        keeper = new Keeper(self(), spec.intensity());
        BadSpec.Problem problem = spec.problem();
        if (problem != null) {
            return stop(ExitReason.crashed(new BadSpec(problem)));
        }
        Members members = new Members();
        spec.children().forEach(child -> members.add(new Member(child)));
        Failure failure = startAll(members.all(), members);
        if (failure != null) {
            terminate(ExitReason.shutdown(), members);
            return stop(
                    ExitReason.shutdown(
                            new FailedToStartChild(failure.member().spec.id(), failure.reason())));
        }
        return ok(members);
    }

    @Override
    protected void terminate(ExitReason reason, Members members) {
        members.all().reversed().forEach(member -> stop(member, members));
    }

    // --- ends and restarts ---

    @Override
    protected Outcome<Members> handleInfo(Object message, Members members) {
        return switch (message) {
            case Exit(Pid from, ExitReason reason) -> {
                Member member = members.find(from);
                yield member == null ? noReply(members) : ended(member, from, reason, members);
            }
            case Again(Member member, int ticket, boolean counted) when member.isCurrent(ticket) ->
                    counted ? regroup(member, members) : restart(member, members);
            case Again _ -> noReply(members);
            default -> super.handleInfo(message, members);
        };
    }

    private Outcome<Members> ended(Member member, Pid pid, ExitReason reason, Members members) {
        members.endedAs(pid);
        member.stopped();
        boolean again = member.spec.restart().follows(reason);
        if (again || !reason.isOrderly()) {
            keeper().reportEnd(member, pid, reason);
        }
        return again ? restart(member, members) : endedForGood(member, members);
    }

    private Outcome<Members> endedForGood(Member member, Members members) {
        if (member.spec.restart() == Restart.TEMPORARY) {
            members.remove(member);
        }
        return member.spec.isSignificant() && isDone(members)
                ? stop(ExitReason.shutdown(), members)
                : noReply(members);
    }

    /// Whether the end of a significant child is to be the supervisor's.
    private boolean isDone(Members members) {
        return switch (spec.autoShutdown()) {
            case NEVER -> false;
            case ANY_SIGNIFICANT -> true;
            case ALL_SIGNIFICANT ->
                    members.all().stream()
                            .noneMatch(member -> member.spec.isSignificant() && member.isAlive());
        };
    }

    private Outcome<Members> restart(Member member, Members members) {
        return switch (keeper().judge(member)) {
            case GIVE_UP -> {
                member.stopped();
                yield stop(spec.giveUpReason(), members);
            }
            case GIVE_UP_CHILD -> {
                boolean failed = member.isRestarting();
                member.stopped();
                if (failed) {
                    startAfter(member, members);
                }
                yield endedForGood(member, members);
            }
            case RESTART -> {
                Duration delay = keeper().delay(member);
                if (delay.isZero()) {
                    yield regroup(member, members);
                }
                stopAll(group(member, members), members);
                keeper().startLater(member, delay);
                yield noReply(members);
            }
        };
    }

    /// Stops what is to be restarted with `member`, and starts it.
    private Outcome<Members> regroup(Member member, Members members) {
        stopAll(group(member, members), members);
        startOrRetry(group(member, members), members);
        return noReply(members);
    }

    /// Starts those of its group that the failed restarts of `givenUp` have left waiting.
    private void startAfter(Member givenUp, Members members) {
        List<Member> group = group(givenUp, members);
        startOrRetry(
                group.stream()
                        .skip(group.indexOf(givenUp) + 1L)
                        .filter(member -> !member.isAlive())
                        .toList(),
                members);
    }

    private void startOrRetry(List<Member> group, Members members) {
        Failure failure = startAll(group, members);
        if (failure != null) {
            keeper().retry(failure.member());
        }
    }

    private List<Member> group(Member member, Members members) {
        return switch (spec.strategy()) {
            case ONE_FOR_ONE -> List.of(member);
            case ONE_FOR_ALL -> members.all();
            case REST_FOR_ONE -> members.from(member);
        };
    }

    // --- starts and stops ---

    /// Starts children in order, up to one that fails.
    private @Nullable Failure startAll(List<Member> group, Members members) {
        for (Member member : group) {
            if (start(member, members) instanceof Started.Failed(ExitReason reason)) {
                return new Failure(member, reason);
            }
        }
        return null;
    }

    private Started start(Member member, Members members) {
        Started started = keeper().start(member);
        if (started instanceof Started.Ok(Pid pid)) {
            members.runsAs(pid, member);
        } else if (started instanceof Started.Ignored
                && member.spec.restart() == Restart.TEMPORARY) {
            members.remove(member);
        }
        return started;
    }

    private void stopAll(List<Member> group, Members members) {
        for (Member member : group.reversed()) {
            stop(member, members);
            if (member.spec.restart() == Restart.TEMPORARY) {
                members.remove(member);
            }
        }
    }

    private void stop(Member member, Members members) {
        Pid pid = member.current();
        keeper().stop(member);
        if (pid != null) {
            members.endedAs(pid);
        }
    }

    // --- requests ---

    @Override
    protected Outcome<Members> handleCall(Object request, From from, Members members) {
        if (!(request instanceof SupervisorRequest<?> known)) {
            log.warn("{} dropped a request it does not handle: {}", self().pid(), request);
            return noReply(members);
        }
        return reply(answer(known, members), members);
    }

    @Override
    protected Outcome<Members> handleCast(Object message, Members members) {
        return super.handleInfo(message, members);
    }

    private Object answer(SupervisorRequest<?> request, Members members) {
        return switch (request) {
            case SupervisorRequest.WhichChildren() ->
                    members.all().stream().map(Member::info).toList();
            case SupervisorRequest.CountChildren() -> Counts.of(members.all());
            case SupervisorRequest.StartChild(ChildSpec child) -> startChild(child, members);
            case SupervisorRequest.TerminateChild(String id) ->
                    terminateChild(members.find(id), members);
            case SupervisorRequest.TerminatePid(Pid pid) ->
                    terminateChild(members.find(pid), members);
            case SupervisorRequest.RestartChild(String id) ->
                    restartChild(members.find(id), members);
            case SupervisorRequest.DeleteChild(String id) -> deleteChild(members.find(id), members);
            case SupervisorRequest.FindRef _ -> Optional.empty();
            case SupervisorRequest.SetMaxChildren _ -> false;
        };
    }

    private Object startChild(ChildSpec child, Members members) {
        BadSpec.Problem problem = spec.problemOf(child);
        if (problem != null) {
            return problem;
        }
        Member present = members.find(child.id());
        if (present != null) {
            Pid pid = present.current();
            return pid == null
                    ? new ChildResult.AlreadyPresent()
                    : new ChildResult.AlreadyStarted(pid);
        }
        Member member = new Member(child);
        members.add(member);
        Started started = start(member, members);
        if (started instanceof Started.Failed) {
            members.remove(member);
        }
        return Keeper.resultOf(started);
    }

    private ChildResult.Terminate terminateChild(@Nullable Member member, Members members) {
        if (member == null) {
            return new ChildResult.NotFound();
        }
        stopAll(List.of(member), members);
        return new ChildResult.Stopped();
    }

    private ChildResult restartChild(@Nullable Member member, Members members) {
        if (member == null) {
            return new ChildResult.NotFound();
        }
        return member.isAlive() ? inTheWay(member) : Keeper.resultOf(start(member, members));
    }

    private ChildResult deleteChild(@Nullable Member member, Members members) {
        if (member == null) {
            return new ChildResult.NotFound();
        }
        if (member.isAlive()) {
            return inTheWay(member);
        }
        members.remove(member);
        return new ChildResult.Deleted();
    }

    private static ChildResult inTheWay(Member member) {
        Pid pid = member.current();
        return pid == null ? new ChildResult.Restarting() : new ChildResult.StillRunning(pid);
    }
}
