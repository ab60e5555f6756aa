package io.trunkline.engine.supervisor;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A supervisor that is to be started: by [Supervisor#start], by another supervisor as its child,
/// or by whatever starts processes. Made by [Supervisor#supervisor]; can be started many times.
///
/// @param id its name as a child
/// @param giveUpReason with what it ends after too many restarts
/// @param options how it is started as a child or by [Supervisor#start]
public record SupervisorSpec(
        String id,
        Strategy strategy,
        List<ChildSpec> children,
        Intensity intensity,
        AutoShutdown autoShutdown,
        ExitReason giveUpReason,
        StartOptions options)
        implements Child, Startable {
    public SupervisorSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(strategy, "strategy");
        children = List.copyOf(children);
        Objects.requireNonNull(intensity, "intensity");
        Objects.requireNonNull(autoShutdown, "autoShutdown");
        Objects.requireNonNull(giveUpReason, "giveUpReason");
        Objects.requireNonNull(options, "options");
    }

    static SupervisorSpec of(String id, Strategy strategy, List<? extends Child> children) {
        return new SupervisorSpec(
                id,
                strategy,
                children.stream().map(Child::spec).toList(),
                Intensity.DEFAULT,
                AutoShutdown.NEVER,
                ExitReason.shutdown(),
                StartOptions.defaults());
    }

    /// With another limit of restarts. Default: 3 within 5 s.
    public SupervisorSpec intensity(int restarts, Duration period) {
        return new SupervisorSpec(
                id,
                strategy,
                children,
                new Intensity(restarts, period),
                autoShutdown,
                giveUpReason,
                options);
    }

    /// With another rule for the end of significant children. Default: NEVER.
    public SupervisorSpec autoShutdown(AutoShutdown autoShutdown) {
        return new SupervisorSpec(
                id, strategy, children, intensity, autoShutdown, giveUpReason, options);
    }

    /// With another reason to end with after too many restarts. Default: `shutdown`, as in OTP;
    /// mind that a supervisor which is a TRANSIENT child is then *not* restarted.
    public SupervisorSpec giveUpReason(ExitReason giveUpReason) {
        return new SupervisorSpec(
                id, strategy, children, intensity, autoShutdown, giveUpReason, options);
    }

    /// With a name, for example. Default: none.
    public SupervisorSpec options(StartOptions options) {
        return new SupervisorSpec(
                id, strategy, children, intensity, autoShutdown, giveUpReason, options);
    }

    @Override
    public ChildSpec spec() {
        return ChildSpec.of(
                id, ChildSpec.Type.SUPERVISOR, parent -> parent.startLink(this, options));
    }

    @Override
    public Behaviour behaviour() {
        return new SupervisorServer(this).behaviour();
    }

    /// What is wrong with the children, if anything.
    BadSpec.@Nullable Problem problem() {
        Set<String> ids = new HashSet<>();
        for (ChildSpec child : children) {
            BadSpec.Problem problem = problemOf(child);
            if (problem != null) {
                return problem;
            }
            if (!ids.add(child.id())) {
                return new BadSpec.Problem.DuplicateId(child.id());
            }
        }
        return null;
    }

    /// What is wrong with a child of this supervisor, if anything.
    BadSpec.@Nullable Problem problemOf(ChildSpec child) {
        if (!child.isSignificant()) {
            return null;
        }
        if (autoShutdown == AutoShutdown.NEVER) {
            return new BadSpec.Problem.SignificantWithoutAutoShutdown(child.id());
        }
        return child.restart() == Restart.PERMANENT
                ? new BadSpec.Problem.SignificantAndPermanent(child.id())
                : null;
    }
}
