package io.trunkline.pool.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.testkit.Seeds;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Guards that follow the time of a simulated node: nothing here takes real time.
class GuardsInVirtualTimeTest {
    private final List<String> seen = new ArrayList<>();

    @Seeds(20)
    void aBulkheadServesThoseWhoWaitInOrder(SimulatedNode node) {
        Bulkhead bulkhead = Bulkhead.of(1, ofSeconds(60), node);
        for (String name : List.of("a", "b", "c")) {
            node.spawn(self ->
                    bulkhead.<RuntimeException>run(() -> {
                        seen.add(name);
                        self.sleep(ofSeconds(10));
                    }));
            node.settle();
        }
        assertThat(bulkhead.snapshot()).isEqualTo(new Bulkhead.Snapshot(1, 2, 1, 0));
        node.advance(ofSeconds(40));
        assertThat(seen).containsExactly("a", "b", "c");
        assertThat(bulkhead.snapshot()).isEqualTo(new Bulkhead.Snapshot(0, 0, 3, 0));
    }

    @Seeds(20)
    void aBulkheadRefusesThoseWhoWaitedTooLongAndForgetsTheKilled(SimulatedNode node) {
        Bulkhead bulkhead = Bulkhead.of(1, ofSeconds(5), node);
        node.spawn(self -> bulkhead.<RuntimeException>run(() -> self.sleep(ofSeconds(10))));
        node.settle();
        Pid killed = node.spawn(self -> bulkhead.<RuntimeException>run(() -> seen.add("killed")));
        node.spawn(self -> {
            try {
                bulkhead.<RuntimeException>run(() -> seen.add("in"));
            } catch (BulkheadFull e) {
                seen.add(e.getMessage());
            }
        });
        node.settle();
        killed.exit(ExitReason.kill());
        node.advance(ofSeconds(6));
        assertThat(seen).containsExactly("BulkheadFull: places=1, waiting=0");
        node.advance(ofSeconds(6));
        assertThat(bulkhead.snapshot()).isEqualTo(new Bulkhead.Snapshot(0, 0, 1, 1));
    }

    @Seeds(20)
    void aBulkheadPassesThePlaceOfOneThatIsKilledAsItsTurnComes(SimulatedNode node) {
        Bulkhead bulkhead = Bulkhead.of(1, ofSeconds(60), node);
        node.spawn(self -> bulkhead.<RuntimeException>run(() -> self.sleep(ofSeconds(1))));
        node.settle();
        Pid next =
                node.spawn(self -> bulkhead.<RuntimeException>run(() -> self.sleep(ofSeconds(60))));
        node.settle();
        node.spawn(self -> bulkhead.<RuntimeException>run(() -> seen.add("last")));
        node.spawn(self -> {
            self.sleep(ofSeconds(1));
            next.exit(ExitReason.kill());
        });
        node.advance(ofSeconds(3));
        assertThat(seen).containsExactly("last");
        assertThat(bulkhead.snapshot().running()).isZero();
    }

    @Seeds(20)
    void aTimeLimiterEndsTheProcessThatWorks(SimulatedNode node) {
        TimeLimiter limiter = TimeLimiter.of(ofSeconds(2), node);
        node.spawn(self -> {
            int answer =
                    limiter.<Integer, RuntimeException>call(() -> {
                        node.self().sleep(ofSeconds(1));
                        return 7;
                    });
            seen.add("answer " + answer);
            try {
                limiter.<RuntimeException>run(() -> {
                    node.self().sleep(ofSeconds(3));
                    seen.add("late");
                });
            } catch (TimeLimitExceeded e) {
                seen.add(e.getMessage());
            }
        });
        node.advance(ofSeconds(10));
        assertThat(seen).containsExactly("answer 7", "TimeLimitExceeded: limit=PT2S");
        assertThat(limiter.snapshot()).isEqualTo(new TimeLimiter.Snapshot(1, 1));
    }

    @Seeds(20)
    void workThatIsLimitedEndsWithItsCaller(SimulatedNode node) {
        TimeLimiter limiter = TimeLimiter.of(ofSeconds(60), node);
        Pid caller =
                node.spawn(self ->
                        limiter.<RuntimeException>run(() -> {
                            node.self().sleep(ofSeconds(5));
                            seen.add("an orphan's work");
                        }));
        node.advance(ofSeconds(1));
        caller.exit(ExitReason.kill());
        node.advance(ofSeconds(60));
        assertThat(seen).isEmpty();
    }

    @Seeds(20)
    void whatLimitedWorkThrowsIsTheCallersFailureAndNoCrash(SimulatedNode node) {
        TimeLimiter limiter = TimeLimiter.of(ofSeconds(2), node);
        node.spawn(self ->
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() ->
                                limiter.run(() -> {
                                    throw new IllegalStateException("down");
                                }))
                        .withMessage("down")
                        .satisfies(e -> seen.add("told")));
        node.settle();
        assertThat(seen).containsExactly("told");
    }

    @Seeds(20)
    void aHedgeSendsAgainWhenTheDelayIsOverAndEndsTheLoser(SimulatedNode node) {
        Hedge hedge = Hedge.after(ofMillis(100), node);
        AtomicInteger attempts = new AtomicInteger();
        node.spawn(self -> {
            long begin = node.clock().nanoTime();
            int answer =
                    hedge.<Integer, RuntimeException>call(() -> {
                        int attempt = attempts.incrementAndGet();
                        node.self().sleep(attempt == 1 ? ofSeconds(5) : ofMillis(20));
                        seen.add("ended " + attempt);
                        return attempt;
                    });
            seen.add("answer " + answer + " after " + millisSince(node, begin));
        });
        node.advance(ofSeconds(10));
        assertThat(seen).containsExactly("ended 2", "answer 2 after 120");
        assertThat(hedge.snapshot()).isEqualTo(new Hedge.Snapshot(1, 1, 1));
    }

    @Seeds(20)
    void aHedgeLeavesTheCallToTheOtherAttemptWhenOneFails(SimulatedNode node) {
        Hedge hedge = Hedge.after(ofMillis(100), node);
        AtomicInteger attempts = new AtomicInteger();
        node.spawn(self -> {
            String answer =
                    hedge.<String, IllegalStateException>call(() -> {
                        if (attempts.incrementAndGet() == 2) {
                            throw new IllegalStateException("second");
                        }
                        node.self().sleep(ofMillis(300));
                        return "first";
                    });
            seen.add(answer);
        });
        node.advance(ofSeconds(1));
        assertThat(seen).containsExactly("first");
        assertThat(hedge.snapshot()).isEqualTo(new Hedge.Snapshot(1, 1, 0));
    }

    private static long millisSince(SimulatedNode node, long begin) {
        return (node.clock().nanoTime() - begin) / 1_000_000;
    }
}
