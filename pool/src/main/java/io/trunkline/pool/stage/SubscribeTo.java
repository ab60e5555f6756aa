package io.trunkline.pool.stage;

import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// A producer that a stage subscribes to when it starts, and again whenever a supervisor restarts
/// it.
///
/// @param producer finds it, when the stage starts. If it finds nobody the start fails with
///   `noproc`, unless the subscription is TEMPORARY
public record SubscribeTo(
        Function<? super Node, Optional<Pid>> producer, SubscribeOptions options) {
    public SubscribeTo {
        Objects.requireNonNull(producer, "producer");
        Objects.requireNonNull(options, "options");
    }

    /// A producer that runs, with the default options.
    public static SubscribeTo to(Pid producer) {
        return to(producer, SubscribeOptions.defaults());
    }

    /// A producer that runs.
    public static SubscribeTo to(Pid producer, SubscribeOptions options) {
        Optional<Pid> found = Optional.of(producer);
        return new SubscribeTo(_ -> found, options);
    }

    /// Who has this name of the node by then, with the default options.
    public static SubscribeTo to(String name) {
        return to(name, SubscribeOptions.defaults());
    }

    /// Who has this name of the node by then.
    public static SubscribeTo to(String name, SubscribeOptions options) {
        return to(Name.local(name), options);
    }

    /// Who has this name by then.
    public static SubscribeTo to(Name name, SubscribeOptions options) {
        return new SubscribeTo(name::whereis, options);
    }
}
