package io.trunkline.engine.chaos;

import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Receive;
import io.trunkline.engine.Request;
import io.trunkline.engine.Self;

import java.time.Duration;
import java.util.SplittableRandom;

/// An [Actor] as a process with a thread, which receives in and out of order.
final class Threaded {
    private final Chaos chaos;
    private final Actor actor;
    private final SplittableRandom random;

    Threaded(Chaos chaos, int slot, SplittableRandom random) {
        this.chaos = chaos;
        this.actor = new Actor(chaos, slot);
        this.random = random;
    }

    void run(Self self) {
        try {
            actor.becomes(self);
            chaos.began(self.pid());
            while (true) {
                if (random.nextInt(4) == 0) {
                    // skips a few: they must come later, in order
                    self.receive(
                                    message ->
                                            message instanceof Mail.Tick
                                                    ? Receive.take(message)
                                                    : Receive.skip(),
                                    Duration.ofNanos(random.nextInt(100_000)))
                            .ifPresent(this::handle);
                }
                handle(self.receive());
            }
        } catch (ProcessExit exit) {
            throw exit;
        } catch (NodeClosed closed) {
            // as asked
        } catch (Throwable t) {
            chaos.ledger.violated("a body must not fail: " + Chaos.stackOf(t));
        }
    }

    private void handle(Object message) {
        actor.alone(() -> {
            if (message instanceof Request(Mail.Question question, var from)) {
                actor.answer(question, from);
            } else {
                actor.handle(message);
            }
        });
    }
}
