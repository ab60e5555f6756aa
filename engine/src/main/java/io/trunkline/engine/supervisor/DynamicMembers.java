package io.trunkline.engine.supervisor;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The children of a dynamic supervisor. Confined to it.
final class DynamicMembers {
    private final Map<Pid, Member> running = new LinkedHashMap<>();

    /// Those being restarted, with the pids of their last lives.
    private final Map<Member, Pid> restarting = new LinkedHashMap<>();

    private final Map<Pid, Member> byLastPid = new HashMap<>();

    int size() {
        return running.size() + restarting.size();
    }

    void runsAs(Pid pid, Member member) {
        endRestart(member);
        running.put(pid, member);
    }

    /// Notes the end of a process.
    ///
    /// @return who ran as `pid`, if anybody
    @Nullable Member ended(Pid pid) {
        return running.remove(pid);
    }

    /// Notes that a member does not run but will again.
    void restarting(Member member) {
        Pid last = member.current();
        if (last != null) {
            restarting.put(member, last);
            byLastPid.put(last, member);
        }
    }

    /// Who ran as `pid` last and is being restarted.
    @Nullable Member restartingFrom(Pid pid) {
        return byLastPid.get(pid);
    }

    /// Forgets a member that does not run.
    void forget(Member member) {
        endRestart(member);
        member.over();
    }

    private void endRestart(Member member) {
        Pid last = restarting.remove(member);
        if (last != null) {
            byLastPid.remove(last);
        }
    }

    @Nullable Member find(Pid pid) {
        return running.get(pid);
    }

    void running(BiConsumer<Pid, Member> action) {
        running.forEach(action);
    }

    /// In start order, those that run first.
    Stream<Member> all() {
        return Stream.concat(running.values().stream(), restarting.keySet().stream());
    }

    @Override
    public String toString() {
        return "running=" + running.size() + ", restarting=" + restarting.size();
    }
}
