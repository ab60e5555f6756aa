package io.trunkline.pool.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.testkit.Seed;
import io.trunkline.engine.testkit.TrunklineTest;
import io.trunkline.pool.guard.Backoff;
import io.trunkline.pool.metrics.Intervals;
import io.trunkline.pool.metrics.TimeSummary;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

class ResourcePoolTest {
    private final Things things = new Things();

    @TrunklineTest
    @Seed(1)
    void lendsWhatCameBackLast(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(3));
        Lease<Thing> first = pool.checkout();
        Lease<Thing> second = pool.checkout();
        first.close();
        second.close();

        assertThat(pool.checkout().get()).isSameAs(second.resource());
        assertThat(pool.checkout().get()).isSameAs(first.resource());
    }

    @TrunklineTest
    @Seed(1)
    void lendsWhatCameBackFirstIfAskedTo(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(3).order(IdleOrder.FIFO));
        pool.checkout().close();

        assertThat(pool.checkout().get().number()).isEqualTo(2);
        assertThat(pool.checkout().get().number()).isEqualTo(3);
        assertThat(pool.checkout().get().number()).isEqualTo(1);
    }

    @TrunklineTest
    @Seed(1)
    void givesNothingBackTwice(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1));
        Lease<Thing> lease = pool.checkout();
        lease.close();
        Lease<Thing> next = pool.checkout();
        lease.close();
        lease.invalidate();

        assertThat(next.isHeld()).isTrue();
        assertThat(pool.tryCheckout()).isEmpty();
        assertThatExceptionOfType(LeaseEnded.class).isThrownBy(lease::get);
        assertThat(things.open()).isEqualTo(1);
    }

    @TrunklineTest
    @Seed(1)
    void saysHowFullItIsWhenTimeIsUp(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(2).name("db"));
        pool.checkout();
        pool.checkout();

        assertThatExceptionOfType(CheckoutTimeout.class)
                .isThrownBy(() -> pool.checkout(ofMillis(3100)))
                .withMessage("checkout(db, PT3.1S): 2 of 2 in use, 1 waiting, oldest for 3.1 s");
        assertThat(pool.snapshot().waiting()).isZero();
        assertThat(pool.snapshot().timedOut()).isEqualTo(1);
    }

    @TrunklineTest
    @Seed(1)
    void servesThoseWhoWaitInOrder(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1));
        Intervals waits = pool.waits();
        Lease<Thing> held = pool.checkout();
        List<String> served = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            node.spawn(self ->
                    pool.with(thing -> {
                        served.add(name);
                        self.sleep(ofMillis(10));
                        return thing;
                    }));
            node.settle();
        }
        held.close();
        node.advance(ofSeconds(1));

        assertThat(served).containsExactly("a", "b", "c");
        assertThat(pool.snapshot().largestWaiting()).isEqualTo(3);
        TimeSummary summary = waits.next();
        assertThat(summary.count()).isEqualTo(4);
        assertThat(summary.max()).isBetween(ofMillis(19), ofMillis(22));
        assertThat(waits.next().count()).isZero();
    }

    @TrunklineTest
    @Seed(1)
    void dismissesOverflowAsItComesBack(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1).overflow(1));
        Lease<Thing> first = pool.checkout();
        Lease<Thing> second = pool.checkout();
        assertThat(pool.tryCheckout()).isEmpty();
        first.close();
        node.settle();

        assertThat(first.resource().closings()).isEqualTo(1);
        assertThat(second.isHeld()).isTrue();
        second.close();
        node.settle();
        assertThat(things.open()).isEqualTo(1);
    }

    @TrunklineTest
    @Seed(1)
    void keepsOverflowForItsIdleTime(SimulatedNode node) {
        var pool =
                ResourcePool.start(node, things.spec().size(1).overflow(2).idleTime(ofSeconds(10)));
        List<Lease<Thing>> leases = List.of(pool.checkout(), pool.checkout(), pool.checkout());
        leases.forEach(Lease::close);
        node.advance(ofSeconds(9));
        assertThat(things.open()).isEqualTo(3);
        node.advance(ofSeconds(5));
        assertThat(things.open()).isEqualTo(1);
    }

    @TrunklineTest
    @Seed(1)
    void lazilyStartsWhatIsNeededAndNoMore(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(2).lazy().idleTime(ofSeconds(10)));
        assertThat(things.attempts()).isZero();
        pool.checkout().close();
        pool.checkout().close();
        assertThat(things.attempts()).isEqualTo(1);
        Lease<Thing> one = pool.checkout();
        Lease<Thing> two = pool.checkout();
        assertThat(pool.tryCheckout()).isEmpty();
        one.close();
        two.close();
        node.advance(ofSeconds(30));

        assertThat(things.open()).isZero();
        assertThat(pool.checkout().get().number()).isEqualTo(3);
    }

    @TrunklineTest
    @Seed(1)
    void discardsWhatAnExceptionLeavesBehind(SimulatedNode node) {
        var pool =
                ResourcePool.start(
                        node, things.spec().size(1).discardOn(e -> e instanceof IOException));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        pool.with(thing -> {
                            throw new IOException("reset by peer");
                        }));
        Thing second = pool.with(thing -> thing);
        assertThat(second.number()).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        pool.with(thing -> {
                            throw new IllegalArgumentException("nothing wrong with it");
                        }));
        assertThat(pool.<Thing, RuntimeException>with(thing -> thing)).isSameAs(second);
        assertThat(things.made.peek().closings()).isEqualTo(1);
    }

    @TrunklineTest
    @Seed(1)
    void discardsWhatADeadProcessHad(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1));
        Pid owner = holder(node, pool);
        Pid waiter = node.spawn(self -> pool.with(thing -> self.receive()));
        node.settle();
        assertThat(pool.snapshot().waiting()).isEqualTo(1);
        owner.exit(ExitReason.kill());
        node.settle();

        assertThat(things.made.peek().closings()).isEqualTo(1);
        assertThat(pool.snapshot().inUse()).isEqualTo(1);
        assertThat(pool.snapshot().ownersLost()).isEqualTo(1);
        waiter.send("done");
        node.settle();
        assertThat(pool.snapshot().idle()).isEqualTo(1);
    }

    @TrunklineTest
    @Seed(1)
    void reusesWhatADeadProcessHadIfAskedTo(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1).reuseOfDeadOwner());
        holder(node, pool).exit(ExitReason.kill());
        assertThat(pool.checkout().get().number()).isEqualTo(1);
    }

    @TrunklineTest
    @Seed(1)
    void forgetsAWaiterThatIsKilled(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1));
        Lease<Thing> held = pool.checkout();
        Pid waiter = node.spawn(self -> pool.checkout());
        node.settle();
        waiter.exit(ExitReason.kill());
        assertThat(pool.snapshot().waiting()).isZero();
        held.close();
        node.settle();

        assertThat(pool.snapshot().idle()).isEqualTo(1);
        assertThat(pool.snapshot().cancelled()).isEqualTo(1);
    }

    @TrunklineTest
    void takesBackWhatAnEndedThreadHad(Node node) throws InterruptedException {
        var pool = ResourcePool.start(node, things.spec().size(1));
        Thread owner = Thread.ofPlatform().start(pool::checkout);
        owner.join();
        assertThat(pool.checkout(ofSeconds(5)).get().number()).isEqualTo(2);
    }

    @TrunklineTest
    void leavesTheQueueWhenInterrupted(Node node) throws InterruptedException {
        var pool = ResourcePool.start(node, things.spec().size(1));
        Lease<Thing> held = pool.checkout();
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread waiter =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                pool.checkout(ofSeconds(60));
                            } catch (CheckoutInterrupted e) {
                                if (Thread.currentThread().isInterrupted()) {
                                    interrupted.countDown();
                                }
                            }
                        });
        while (pool.snapshot().waiting() == 0) {
            Thread.onSpinWait();
        }
        waiter.interrupt();
        interrupted.await();
        assertThat(pool.snapshot().waiting()).isZero();
        held.close();
        assertThat(pool.tryCheckout()).isPresent();
    }

    @TrunklineTest
    @Seed(1)
    void triesAgainWithBackoffAndTellsWhoWaits(SimulatedNode node) {
        things.failuresAhead.set(3);
        var pool =
                ResourcePool.start(
                        node, things.spec().size(1).startBackoff(Backoff.fixed(ofSeconds(1))));
        assertThatExceptionOfType(CheckoutTimeout.class)
                .isThrownBy(() -> pool.checkout(ofMillis(1500)))
                .withMessageContaining("0 of 1 in use, 1 starting and failing, 1 waiting")
                .havingCause()
                .withMessage("no luck at attempt 2");
        assertThat(pool.checkout(ofSeconds(5)).get().number()).isEqualTo(1);
        assertThat(things.attempts()).isEqualTo(4);
        assertThat(pool.snapshot().startFailures()).isEqualTo(3);
        assertThat(pool.snapshot().lastStartFailure()).isNull();
    }

    @TrunklineTest
    @Seed(1)
    void tellsWhoWouldNotWaitThatNothingCouldBeStarted(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1).lazy());
        things.failuresAhead.set(1);
        assertThatExceptionOfType(ResourceStartFailed.class).isThrownBy(pool::tryCheckout);
        node.advance(ofSeconds(1));
        assertThat(pool.tryCheckout().map(Lease::get).map(Thing::number)).contains(1);
    }

    @TrunklineTest
    @Seed(1)
    void looksAtResourcesBeforeItLendsThem(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(2).validate(t -> !t.broken));
        things.made.forEach(thing -> thing.broken = true);

        assertThat(pool.checkout(ofSeconds(1)).get().number()).isGreaterThan(2);
        node.settle();
        assertThat(things.made)
                .filteredOn(thing -> thing.broken && thing.closings() == 1)
                .isNotEmpty();
        assertThat(things.open()).isEqualTo(2);
    }

    @TrunklineTest
    @Seed(1)
    void looksAtIdleResources(SimulatedNode node) {
        var pool =
                ResourcePool.start(
                        node, things.spec().size(2).validateIdle(t -> !t.broken, ofSeconds(10)));
        things.made.peek().broken = true;
        node.advance(ofSeconds(9));
        assertThat(things.made).hasSize(2);
        node.advance(ofSeconds(5));

        assertThat(things.made).hasSize(3);
        assertThat(things.open()).isEqualTo(2);
        assertThat(pool.snapshot().idle()).isEqualTo(2);
    }

    @TrunklineTest
    @Seed(1)
    void closesWhatIsOld(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(2).maxLifetime(ofSeconds(100)));
        Lease<Thing> held = pool.checkout();
        node.advance(ofSeconds(130));
        assertThat(held.isHeld()).isTrue();
        assertThat(held.get().closings()).isZero();
        assertThat(things.made.peek().closings()).isEqualTo(1);
        held.close();
        node.settle();
        assertThat(held.resource().closings()).isEqualTo(1);
        assertThat(things.open()).isEqualTo(2);
    }

    @TrunklineTest
    @Seed(1)
    void tellsTheHolderThatItsProcessEnded(SimulatedNode node) {
        var pool =
                ResourcePool.start(
                        node,
                        ResourceSpec.processes(() -> node.spawn(self -> self.receive())).size(1));
        Lease<Pid> lease = pool.checkout();
        lease.get().exit(ExitReason.kill());
        node.settle();
        assertThat(lease.isHeld()).isFalse();
        assertThat(pool.checkout().get()).isNotEqualTo(lease.resource());
    }

    @TrunklineTest
    @Seed(1)
    void growsAndShrinksWhileLending(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1));
        Lease<Thing> first = pool.checkout();
        pool.resize(3, 0);
        node.settle();
        Optional<Lease<Thing>> second = pool.tryCheckout();
        assertThat(second).isPresent();
        assertThat(pool.snapshot().idle()).isEqualTo(1);
        pool.resize(1, 0);
        first.close();
        node.settle();
        assertThat(things.open()).isEqualTo(1);
        assertThat(second.orElseThrow().isHeld()).isTrue();
    }

    @TrunklineTest
    @Seed(1)
    void closesEverythingOnceAndInTheEndSaysSo(SimulatedNode node) throws InterruptedException {
        var pool = ResourcePool.start(node, things.spec().size(2));
        Lease<Thing> held = pool.checkout();
        assertThat(pool.close(ofSeconds(1))).isFalse();
        assertThat(things.open()).isEqualTo(1);
        assertThatExceptionOfType(PoolClosed.class).isThrownBy(pool::checkout);
        held.close();
        assertThat(pool.close(ofSeconds(1))).isTrue();
        node.settle();

        assertThat(things.eachClosedOnce()).isTrue();
        assertThat(pool.pid().isAlive()).isFalse();
    }

    @Test
    void endsThoughAThreadEndedWithALease() throws InterruptedException {
        try (Node node = Node.start()) {
            var pool = ResourcePool.start(node, things.spec().size(2));
            Thread owner = Thread.ofPlatform().start(pool::checkout);
            owner.join();

            assertThat(pool.close(ofSeconds(20))).isTrue();
            assertThat(things.eachClosedOnce()).isTrue();
        }
    }

    @TrunklineTest
    @Seed(1)
    void failsThoseWhoWaitWhenItCloses(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(1));
        pool.checkout();
        List<Class<?>> failures = new ArrayList<>();
        node.spawn(self -> {
            try {
                pool.checkout();
            } catch (PoolClosed e) {
                failures.add(e.getClass());
            }
        });
        node.settle();
        pool.close();
        node.settle();
        assertThat(failures).containsExactly(PoolClosed.class);
    }

    @TrunklineTest
    @Seed(1)
    void closesWithItsProcess(SimulatedNode node) {
        var pool = ResourcePool.start(node, things.spec().size(3));
        pool.pid().exit(ExitReason.kill());
        node.settle();
        assertThatExceptionOfType(PoolClosed.class).isThrownBy(pool::checkout);
        assertThat(things.eachClosedOnce()).isTrue();
    }

    @Test
    void closesWithItsNode() {
        try (Node node = Node.start()) {
            ResourcePool.start(node, things.spec().size(3)).checkout().close();
        }
        assertThat(things.made).hasSize(3);
        assertThat(things.eachClosedOnce()).isTrue();
    }

    @Test
    void refusesSizesThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> things.spec().size(-1))
                .withMessageContaining("size=-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> things.spec().idleTime(ofSeconds(0)))
                .withMessageContaining("idle=PT0S");
    }

    private static Pid holder(SimulatedNode node, ResourcePool<Thing> pool) {
        Pid owner =
                node.spawn(self -> {
                    pool.checkout();
                    self.receive();
                });
        node.settle();
        return owner;
    }
}
