package io.trunkline.engine.internal.process;

/// What tests may see of a [Home].
public final class HomeProbe {
    private HomeProbe() {}

    /// How many timers are pending.
    public static int pendingTimers(Home home) {
        return home.timers.size();
    }
}
