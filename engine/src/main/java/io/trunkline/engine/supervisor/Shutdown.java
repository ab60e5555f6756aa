package io.trunkline.engine.supervisor;

import java.time.Duration;

/// How a supervisor stops a child.
public sealed interface Shutdown {
    /// With an exit signal `kill`: the child cannot clean up.
    Shutdown BRUTAL_KILL = new BrutalKill();

    /// With an exit signal `shutdown`, waited for without limit. Default of supervisors, whose
    /// children have limits of their own.
    Shutdown INFINITY = new Infinity();

    /// Within 5 s: default of other children.
    Shutdown DEFAULT = new Within(Duration.ofSeconds(5));

    /// See [#BRUTAL_KILL].
    record BrutalKill() implements Shutdown {}

    /// See [#INFINITY].
    record Infinity() implements Shutdown {}

    /// With an exit signal `shutdown`, and `kill` if the child has not ended within `timeout`. Zero
    /// leaves it nothing but what it can do at once.
    record Within(Duration timeout) implements Shutdown {
        public Within {
            if (timeout.isNegative()) {
                throw new IllegalArgumentException("shutdown must be >= 0: shutdown=" + timeout);
            }
        }
    }
}
