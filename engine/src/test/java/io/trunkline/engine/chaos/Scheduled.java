package io.trunkline.engine.chaos;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;
import io.trunkline.engine.Startable;

import java.util.SplittableRandom;

/// An [Actor] as a scheduled process.
final class Scheduled implements Behaviour, Startable {
    private final Chaos chaos;
    private final Actor actor;
    private final SplittableRandom random;
    private boolean continues;

    Scheduled(Chaos chaos, int slot, SplittableRandom random) {
        this.chaos = chaos;
        this.actor = new Actor(chaos, slot);
        this.random = random;
    }

    @Override
    public Behaviour behaviour() {
        return this;
    }

    @Override
    public Start onStart(Self self) {
        actor.becomes(self);
        chaos.began(self.pid());
        actor.patient(false);
        actor.alone(() -> safely(() -> actor.act(random, 2)));
        actor.patient(true);
        return switch (random.nextInt(10)) {
            case 0 -> new Start.Ignore();
            case 1 -> new Start.Stop(ExitReason.other("not now"));
            case 2, 3 -> {
                continues = true;
                yield new Start.Continue();
            }
            default -> new Start.Ready();
        };
    }

    @Override
    public void onContinue() {
        if (!continues) {
            chaos.ledger.violated("a process must continue once, if it asked");
        }
        continues = false;
        actor.alone(() -> safely(() -> actor.act(random, 2)));
    }

    @Override
    public void onMessage(Object message) {
        checkContinued();
        actor.alone(() -> safely(() -> actor.handle(message)));
    }

    @Override
    public void onCast(Object message) {
        onMessage(message);
    }

    @Override
    public void onCall(Object request, From from) {
        checkContinued();
        actor.alone(() -> safely(() -> actor.answer((Mail.Question) request, from)));
    }

    @Override
    public String toString() {
        return "scheduled " + actor;
    }

    private void checkContinued() {
        if (continues) {
            chaos.ledger.violated("a process must continue before its first message");
        }
    }

    private void safely(Runnable acts) {
        try {
            acts.run();
        } catch (NodeClosed closed) {
            throw new ProcessExit(ExitReason.shutdown());
        } catch (ProcessExit exit) {
            throw exit;
        } catch (Throwable t) {
            chaos.ledger.violated("an act must not fail: " + Chaos.stackOf(t));
        }
    }
}
