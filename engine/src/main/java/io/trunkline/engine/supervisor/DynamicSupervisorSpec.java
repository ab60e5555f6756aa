package io.trunkline.engine.supervisor;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;

import java.time.Duration;
import java.util.Objects;

/// A dynamic supervisor that is to be started: by [DynamicSupervisor#start], or by a supervisor as
/// its child. Made by [Supervisor#dynamicSupervisor]; can be started many times.
///
/// @param id its name as a child
/// @param maxChildren how many children it may have at a time; default: any number
/// @param giveUpReason with what it ends after too many restarts
/// @param options how it is started
public record DynamicSupervisorSpec(
        String id,
        int maxChildren,
        Intensity intensity,
        ExitReason giveUpReason,
        StartOptions options)
        implements Child, Startable {
    public DynamicSupervisorSpec {
        Objects.requireNonNull(id, "id");
        checkMaxChildren(maxChildren);
        Objects.requireNonNull(intensity, "intensity");
        Objects.requireNonNull(giveUpReason, "giveUpReason");
        Objects.requireNonNull(options, "options");
    }

    static DynamicSupervisorSpec of(String id) {
        return new DynamicSupervisorSpec(
                id,
                Integer.MAX_VALUE,
                Intensity.DEFAULT,
                ExitReason.shutdown(),
                StartOptions.defaults());
    }

    static int checkMaxChildren(int maxChildren) {
        if (maxChildren < 0) {
            throw new IllegalArgumentException(
                    "maxChildren must be >= 0: maxChildren=" + maxChildren);
        }
        return maxChildren;
    }

    /// With a limit of children.
    public DynamicSupervisorSpec maxChildren(int maxChildren) {
        return new DynamicSupervisorSpec(id, maxChildren, intensity, giveUpReason, options);
    }

    /// With another limit of restarts, which all children share. Default: 3 within 5 s.
    public DynamicSupervisorSpec intensity(int restarts, Duration period) {
        return new DynamicSupervisorSpec(
                id, maxChildren, new Intensity(restarts, period), giveUpReason, options);
    }

    /// With another reason to end with after too many restarts; see
    /// [SupervisorSpec#giveUpReason(ExitReason)].
    public DynamicSupervisorSpec giveUpReason(ExitReason giveUpReason) {
        return new DynamicSupervisorSpec(id, maxChildren, intensity, giveUpReason, options);
    }

    /// With a name, for example. Default: none.
    public DynamicSupervisorSpec options(StartOptions options) {
        return new DynamicSupervisorSpec(id, maxChildren, intensity, giveUpReason, options);
    }

    @Override
    public ChildSpec spec() {
        return ChildSpec.of(
                id, ChildSpec.Type.SUPERVISOR, parent -> parent.startLink(this, options));
    }

    @Override
    public Behaviour behaviour() {
        return new DynamicServer(this).behaviour();
    }
}
