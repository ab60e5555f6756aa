package io.trunkline.engine.supervisor;

import java.util.Collection;

/// Counts children.
final class Counts {
    private Counts() {}

    static ChildCount of(Collection<Member> members) {
        int active = 0;
        int supervisors = 0;
        for (Member member : members) {
            active += member.current() != null ? 1 : 0;
            supervisors += member.spec.type() == ChildSpec.Type.SUPERVISOR ? 1 : 0;
        }
        return new ChildCount(members.size(), active, supervisors, members.size() - supervisors);
    }
}
