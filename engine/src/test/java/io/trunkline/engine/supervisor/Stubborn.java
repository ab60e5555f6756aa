package io.trunkline.engine.supervisor;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;

/// Does not end when it is told to.
final class Stubborn implements Behaviour {
    @Override
    public Start onStart(Self self) {
        self.trapExit(true);
        return new Start.Ready();
    }

    @Override
    public void onCall(Object request, From from) {}

    @Override
    public void onCast(Object message) {}

    @Override
    public void onMessage(Object message) {}
}
