package io.trunkline.engine.supervisor;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// What a supervisor must know of a child; made by the methods of [Supervisor].
///
/// @param id its name within the supervisor
/// @param isSignificant see [AutoShutdown]
/// @param backoff null for none
/// @param limit of its own, null for its supervisor's
public record ChildSpec(
        String id,
        ChildStart start,
        Type type,
        Restart restart,
        Shutdown shutdown,
        boolean isSignificant,
        @Nullable Backoff backoff,
        @Nullable Intensity limit)
        implements Child {
    /// What kind of process a child is.
    public enum Type {
        /// Any process but a supervisor.
        WORKER,
        /// A supervisor.
        SUPERVISOR
    }

    public ChildSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(restart, "restart");
        Objects.requireNonNull(shutdown, "shutdown");
    }

    /// A permanent child with the defaults of its type.
    static ChildSpec of(String id, Type type, ChildStart start) {
        Shutdown shutdown = type == Type.SUPERVISOR ? Shutdown.INFINITY : Shutdown.DEFAULT;
        return new ChildSpec(id, start, type, Restart.PERMANENT, shutdown, false, null, null);
    }

    @Override
    public ChildSpec spec() {
        return this;
    }

    ChildSpec withRestart(Restart restart) {
        return new ChildSpec(id, start, type, restart, shutdown, isSignificant, backoff, limit);
    }

    ChildSpec withShutdown(Shutdown shutdown) {
        return new ChildSpec(id, start, type, restart, shutdown, isSignificant, backoff, limit);
    }

    ChildSpec asSignificant() {
        return new ChildSpec(id, start, type, restart, shutdown, true, backoff, limit);
    }

    ChildSpec withBackoff(Backoff backoff) {
        return new ChildSpec(id, start, type, restart, shutdown, isSignificant, backoff, limit);
    }

    ChildSpec withLimit(Intensity limit) {
        return new ChildSpec(id, start, type, restart, shutdown, isSignificant, backoff, limit);
    }
}
