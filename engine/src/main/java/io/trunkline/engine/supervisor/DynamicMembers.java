package io.trunkline.engine.supervisor;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The children of a dynamic supervisor. Confined to it.
final class DynamicMembers {
    private final Map<Pid, Member> running = new LinkedHashMap<>();
    private final Set<Member> restarting = new LinkedHashSet<>();

    int size() {
        return running.size() + restarting.size();
    }

    void runsAs(Pid pid, Member member) {
        restarting.remove(member);
        running.put(pid, member);
    }

    /// @return who ran as `pid`, if anybody
    @Nullable Member ended(Pid pid) {
        return running.remove(pid);
    }

    void restarting(Member member) {
        restarting.add(member);
    }

    /// Forgets a member that does not run.
    void forget(Member member) {
        restarting.remove(member);
        member.over();
    }

    @Nullable Member find(Pid pid) {
        return running.get(pid);
    }

    void running(BiConsumer<Pid, Member> action) {
        running.forEach(action);
    }

    /// In start order, those that run first.
    Stream<Member> all() {
        return Stream.concat(running.values().stream(), restarting.stream());
    }

    @Override
    public String toString() {
        return "running=" + running.size() + ", restarting=" + restarting.size();
    }
}
