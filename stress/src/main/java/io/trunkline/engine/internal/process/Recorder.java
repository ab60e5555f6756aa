package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;

/// Notes what it handles and answers every call.
class Recorder implements Behaviour {
    private final Trace trace;

    Recorder(Trace trace) {
        this.trace = trace;
    }

    @Override
    public Start onStart(Self self) {
        return new Start.Ready();
    }

    @Override
    public void onCall(Object request, From from) {
        trace.enter(request.toString());
        from.reply(request);
        trace.leave();
    }

    @Override
    public void onCast(Object message) {
        onMessage(message);
    }

    @Override
    public void onMessage(Object message) {
        if (message instanceof Letter letter) {
            letter.handled();
        } else {
            trace.enter(message.toString());
            trace.leave();
        }
    }
}
