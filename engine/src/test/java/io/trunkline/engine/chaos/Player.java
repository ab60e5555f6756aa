package io.trunkline.engine.chaos;

import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;

import java.time.Duration;
import java.util.SplittableRandom;

/// An [Actor] as a thread that is no process, but may use its implicit one.
final class Player {
    private final Chaos chaos;
    private final SplittableRandom random;
    private final Actor actor;

    Player(Chaos chaos, SplittableRandom random) {
        this.chaos = chaos;
        this.random = random;
        this.actor = new Actor(chaos, -1);
    }

    void play(int turns) {
        Self self = null;
        for (int i = 0; i < turns; i++) {
            try {
                if (i == turns / 2) {
                    self = chaos.implicit();
                    actor.becomes(self);
                }
                chaos.fill(random.nextInt(Chaos.SLOTS), random);
                actor.act(random.split(), 6);
                if (self != null) {
                    self.receive(Duration.ZERO);
                }
            } catch (NodeClosed closed) {
                return;
            } catch (ProcessExit exit) {
                // its implicit process has ended, or would have if it were another
                actor.becomes(null);
                self = null;
            }
            if (Thread.interrupted()) {
                chaos.ledger.violated("a foreign thread must not be interrupted");
            }
        }
    }
}
