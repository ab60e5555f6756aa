package io.trunkline.engine.application;

import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;

/// A tree of processes with a name and what it needs. Immutable; can be started again and again if
/// its tree can, as a supervisor's specification does.
///
/// @param tree what is started, usually a
///   [SupervisorSpec][io.trunkline.engine.supervisor.SupervisorSpec]
/// @param options how it is started
/// @param dependencies the names of applications that must run before it starts
/// @param onExit default TEMPORARY
/// @param prepStop runs before its tree is stopped, or when that has ended by itself
/// @param stopped runs when its tree has ended
public record Application(
        String name,
        Startable tree,
        StartOptions options,
        SequencedSet<String> dependencies,
        OnExit onExit,
        Runnable prepStop,
        Runnable stopped) {
    public Application {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(tree, "tree");
        Objects.requireNonNull(options, "options");
        dependencies = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(dependencies));
        Objects.requireNonNull(onExit, "onExit");
        Objects.requireNonNull(prepStop, "prepStop");
        Objects.requireNonNull(stopped, "stopped");
    }

    /// An application that needs no other.
    public static Application application(String name, Startable tree) {
        return new Application(
                name,
                tree,
                StartOptions.defaults(),
                new LinkedHashSet<>(),
                OnExit.TEMPORARY,
                Application::nothing,
                Application::nothing);
    }

    private static void nothing() {}

    /// With other applications that must run before.
    public Application dependsOn(String... names) {
        return new Application(
                name,
                tree,
                options,
                new LinkedHashSet<>(List.of(names)),
                onExit,
                prepStop,
                stopped);
    }

    /// With options for its tree, such as a name.
    public Application options(StartOptions options) {
        return new Application(name, tree, options, dependencies, onExit, prepStop, stopped);
    }

    /// With another meaning of its end.
    public Application onExit(OnExit onExit) {
        return new Application(name, tree, options, dependencies, onExit, prepStop, stopped);
    }

    /// With something to do before its tree stops.
    public Application prepStop(Runnable prepStop) {
        return new Application(name, tree, options, dependencies, onExit, prepStop, stopped);
    }

    /// With something to do after its tree has stopped.
    public Application stopped(Runnable stopped) {
        return new Application(name, tree, options, dependencies, onExit, prepStop, stopped);
    }
}
