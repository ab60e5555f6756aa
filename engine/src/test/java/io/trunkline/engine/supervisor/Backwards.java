package io.trunkline.engine.supervisor;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

/// A supervisor with a bug, so that it can be seen that such bugs are found.
final class Backwards extends GenServer<Object, Members> {
    enum Bug {
        /// It stops its children in the order in which they started.
        STOPS_IN_START_ORDER,
        /// It starts a child that has crashed once more before it has stopped the sibling that it
        /// also restarts.
        RESTARTS_TOO_EARLY,
        /// It restarts for ever.
        NEVER_GIVES_UP
    }

    private final SupervisorSpec spec;
    private final Bug bug;
    private Keeper keeper;

    private Backwards(SupervisorSpec spec, Bug bug) {
        this.spec = spec;
        this.bug = bug;
    }

    static Startable of(SupervisorSpec spec, Bug bug) {
        return () -> behaviour(spec, bug);
    }

    private static Behaviour behaviour(SupervisorSpec spec, Bug bug) {
        return new Backwards(spec, bug).behaviour();
    }

    @Override
    protected Init<Members> init() {
        self().trapExit(true);
        keeper = new Keeper(self(), spec.intensity());
        Members members = new Members();
        spec.children().forEach(child -> members.add(new Member(child)));
        members.all().forEach(member -> start(member, members));
        return ok(members);
    }

    private void start(Member member, Members members) {
        if (keeper.start(member) instanceof Started.Ok(Pid pid)) {
            members.runsAs(pid, member);
        }
    }

    @Override
    protected void terminate(ExitReason reason, Members members) {
        var all = members.all();
        (bug == Bug.STOPS_IN_START_ORDER ? all : all.reversed()).forEach(keeper::stop);
    }

    @Override
    protected Outcome<Members> handleInfo(Object message, Members members) {
        if (!(message instanceof Exit(Pid from, ExitReason reason))) {
            return noReply(members);
        }
        Member member = members.find(from);
        if (member == null || !member.spec.restart().follows(reason)) {
            return noReply(members);
        }
        members.endedAs(from);
        keeper.reportEnd(member, from, reason);
        if (keeper.judge(member) != Keeper.Verdict.RESTART && bug != Bug.NEVER_GIVES_UP) {
            return stop(spec.giveUpReason(), members);
        }
        if (bug == Bug.RESTARTS_TOO_EARLY) {
            members.from(member).forEach(later -> start(later, members));
        } else {
            start(member, members);
        }
        return noReply(members);
    }

    @Override
    protected Outcome<Members> handleCall(
            Object request, io.trunkline.engine.From from, Members members) {
        return reply(
                request instanceof SupervisorRequest.WhichChildren
                        ? members.all().stream().map(Member::info).toList()
                        : new ChildResult.NotFound(),
                members);
    }
}
