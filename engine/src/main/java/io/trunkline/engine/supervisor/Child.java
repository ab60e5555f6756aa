package io.trunkline.engine.supervisor;

import java.time.Duration;

/// Something that a supervisor can have as a child; made by the methods of [Supervisor]. Immutable:
/// the methods that change something return the changed one.
public sealed interface Child permits ChildSpec, SupervisorSpec, DynamicSupervisorSpec {
    /// What the supervisor must know of it.
    ChildSpec spec();

    /// With another rule of when it is restarted. Default: PERMANENT.
    default ChildSpec restart(Restart restart) {
        return spec().withRestart(restart);
    }

    /// With another time to end in. Default: 5 s, for supervisors without limit.
    default ChildSpec shutdown(Duration timeout) {
        return shutdown(new Shutdown.Within(timeout));
    }

    /// With another way of stopping it; see [#shutdown(Duration)].
    default ChildSpec shutdown(Shutdown shutdown) {
        return spec().withShutdown(shutdown);
    }

    /// As one whose end can be that of its supervisor; see [AutoShutdown]. Not for permanent ones.
    default ChildSpec significant() {
        return spec().asSignificant();
    }

    /// With a delay before each restart. Default: none. The restarts count as they do without one.
    /// Siblings that are restarted with this child stop at once and start after the delay.
    default ChildSpec backoff(Backoff backoff) {
        return spec().withBackoff(backoff);
    }

    /// With a limit of restarts of its own, instead of the one it shares with its siblings. Beyond
    /// it the child alone is given up: it stays down, its siblings run on. Default: none.
    default ChildSpec limit(int restarts, Duration period) {
        return spec().withLimit(new Intensity(restarts, period));
    }
}
