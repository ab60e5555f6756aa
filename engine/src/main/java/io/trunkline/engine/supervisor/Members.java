package io.trunkline.engine.supervisor;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The children of a supervisor in start order, by id and by pid. Confined to the supervisor.
final class Members {
    private final LinkedHashMap<String, Member> byId = new LinkedHashMap<>();
    private final Map<Pid, Member> byPid = new HashMap<>();

    void add(Member member) {
        byId.put(member.spec.id(), member);
    }

    void remove(Member member) {
        byId.remove(member.spec.id(), member);
    }

    @Nullable Member find(String id) {
        return byId.get(id);
    }

    @Nullable Member find(Pid pid) {
        return byPid.get(pid);
    }

    void runsAs(Pid pid, Member member) {
        byPid.put(pid, member);
    }

    void endedAs(Pid pid) {
        byPid.remove(pid);
    }

    /// A copy, in start order.
    List<Member> all() {
        return new ArrayList<>(byId.values());
    }

    /// A copy of `first` and those after it.
    List<Member> from(Member first) {
        List<Member> all = all();
        return all.subList(all.indexOf(first), all.size());
    }

    @Override
    public String toString() {
        return byId.values().toString();
    }
}
