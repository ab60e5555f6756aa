package io.trunkline.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

class RegistryLockTest {
    @RegisterExtension private final Nodes nodes = new Nodes();

    private Node node;
    private Registry registry;

    @BeforeEach
    void makeRegistry() {
        node = nodes.start(options -> options.withRunners(1));
        registry = Registry.unique(node, "locks");
    }

    /// Takes the key until `end`; returns when it has it.
    private Thread hold(Object key, CountDownLatch end) {
        CountDownLatch has = new CountDownLatch(1);
        Thread thread =
                Thread.ofVirtual()
                        .name("holder")
                        .start(() ->
                                registry.lock(
                                        key,
                                        () -> {
                                            has.countDown();
                                            Patience.await(end);
                                            return null;
                                        }));
        Patience.await(has);
        return thread;
    }

    @Test
    void givesWhatTheActionGives() {
        assertThat(registry.<Integer>lock("k", () -> 1)).isEqualTo(1);
    }

    @Test
    void onlyOneIsInside() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] unguarded = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 500; i++) {
                                    registry.lock(
                                            "k",
                                            () -> {
                                                int now = inside.incrementAndGet();
                                                most.accumulateAndGet(now, Math::max);
                                                unguarded[0]++;
                                                inside.decrementAndGet();
                                                return null;
                                            });
                                }
                            }));
        }
        threads.forEach(Patience::join);

        assertThat(most).hasValue(1);
        assertThat(unguarded[0]).isEqualTo(8 * 500);
    }

    @Test
    void otherKeysAreFree() {
        CountDownLatch end = new CountDownLatch(1);
        Thread holder = hold("k", end);

        assertThat(registry.<Integer>lock("j", () -> 1)).isEqualTo(1);
        end.countDown();
        Patience.join(holder);
    }

    @Test
    void whoHasAKeyMayNotAskForItAgain() {
        assertThatThrownBy(() -> registry.lock("k", () -> registry.lock("k", () -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lock must not be asked for by who has it: key=k");
        assertThat(registry.<Integer>lock("k", () -> 1)).isEqualTo(1);
    }

    @Test
    void anActionThatFailsFreesTheKey() {
        assertThatThrownBy(() ->
                        registry.lock(
                                "k",
                                () -> {
                                    throw new IllegalArgumentException("boom");
                                }))
                .hasMessage("boom");
        assertThat(registry.<Integer>lock("k", () -> 1)).isEqualTo(1);
    }

    @Test
    void aWaitingServerDoesNotHoldItsRunner() {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = hold("k", end);
        Pid waiter = node.start(new Lab()).pid();
        Lab.later(
                waiter,
                _ -> {
                    waits.countDown();
                    registry.lock("k", () -> 1);
                    done.countDown();
                });
        Patience.await(waits);

        // the only runner serves another process, by a message that no caller can run itself
        CountDownLatch served = new CountDownLatch(1);
        Pid other = node.start(new Lab()).pid();
        Lab.later(other, _ -> served.countDown());
        Patience.await(served);

        end.countDown();
        Patience.await(done);
        Patience.join(holder);
    }

    @Test
    void aKilledHolderFreesItsKeyBeforeItsDown() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch has = new CountDownLatch(1);
        Pid holder = node.start(new Lab()).pid();
        Lab.later(
                holder,
                _ ->
                        registry.lock(
                                "k",
                                () -> {
                                    has.countDown();
                                    Patience.await(never);
                                    return null;
                                }));
        Patience.await(has);

        holder.exit(ExitReason.kill());
        assertThat(registry.<Integer>lock("k", () -> 1)).isEqualTo(1);
        never.countDown();
    }

    @Test
    void aKilledWaiterLeavesTheQueue() {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        AtomicInteger entered = new AtomicInteger();
        Thread holder = hold("k", end);
        Pid waiter =
                node.spawn(_ -> {
                    waits.countDown();
                    registry.lock("k", entered::incrementAndGet);
                });
        Patience.await(waits);

        waiter.exit(ExitReason.kill());
        end.countDown();
        Patience.join(holder);

        assertThat(registry.<Integer>lock("k", () -> 1)).isEqualTo(1);
        assertThat(entered).hasValue(0);
    }
}
