package io.trunkline.engine.registry;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;

/// A process that does not start.
final class Refusing implements Behaviour {
    @Override
    public Start onStart(Self self) {
        return new Start.Stop(ExitReason.other("refused"));
    }

    @Override
    public void onMessage(Object message) {}

    @Override
    public void onCall(Object request, From from) {}

    @Override
    public void onCast(Object message) {}
}
