package io.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.fixture.CrashesUnlogged;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.genserver.Init;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Listeners that come and go.
@Timeout(60)
@ExtendWith(CrashesUnlogged.class)
class ListenersTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private final List<Object> heard = new CopyOnWriteArrayList<>();

    private record Began(Pid pid) {}

    private record Ended(Pid pid) {}

    private final NodeListener ear =
            new NodeListener() {
                @Override
                public void processStarted(Pid pid) {
                    heard.add(new Began(pid));
                }

                @Override
                public void processExited(Pid pid, ExitReason reason) {
                    heard.add(new Ended(pid));
                }
            };

    @Test
    void oneThatIsAddedHearsUntilItIsRemoved() {
        SimulatedNode node = nodes.simulated(1);
        Pid before = node.start(new Lab()).pid();
        node.addListener(ear);
        Pid meanwhile = node.start(new Lab()).pid();
        before.stop();
        node.removeListener(ear);
        meanwhile.stop();
        node.removeListener(ear);
        assertThat(heard).containsExactly(new Began(meanwhile), new Ended(before));
    }

    @Test
    void everyKindOfProcessIsSaidToStartBeforeItRunsAndToEnd() {
        Node node = nodes.start();
        node.addListener(ear);
        List<Pid> all = new ArrayList<>();
        all.add(node.start(new Lab()).pid());
        all.add(
                node.start(new Lab(), StartOptions.defaults().withPinned(WaitStrategy.BLOCKING))
                        .pid());
        CountDownLatch ran = new CountDownLatch(1);
        all.add(
                node.spawn(self -> {
                    assertThat(heard).contains(new Began(self.pid()));
                    ran.countDown();
                }));
        Patience.await(ran);
        all.add(node.self().pid());
        all.forEach(pid -> assertThat(heard).contains(new Began(pid)));
        Patience.join(Thread.ofVirtual().start(node::close));
        all.forEach(pid -> assertThat(heard).containsOnlyOnce(new Began(pid), new Ended(pid)));
        assertThat(heard).hasSize(2 * all.size());
    }

    @Test
    void aFailedStartIsAStartAndAnEnd() {
        SimulatedNode node = nodes.simulated(1);
        node.addListener(ear);
        node.start(
                new Lab() {
                    @Override
                    protected Init<Object> init() {
                        throw new IllegalStateException("no");
                    }
                });
        assertThat(heard).hasSize(2);
        Pid failed = ((Began) heard.get(0)).pid();
        assertThat(heard.get(1)).isEqualTo(new Ended(failed));
    }

    @Test
    void aNameThatIsTakenStartsNothing() {
        SimulatedNode node = nodes.simulated(1);
        node.start(new Lab(), Name.local("lab"));
        node.addListener(ear);
        node.start(new Lab(), Name.local("lab"));
        assertThat(heard).isEmpty();
    }

    @Test
    void oneThatThrowsKeepsNobodyElseFromHearing() {
        SimulatedNode node = nodes.simulated(1);
        node.addListener(
                new NodeListener() {
                    @Override
                    public void processStarted(Pid pid) {
                        throw new IllegalStateException("deaf");
                    }
                });
        node.addListener(ear);
        Pid lab = node.start(new Lab()).pid();
        assertThat(heard).containsExactly(new Began(lab));
    }

    @Test
    void oneThatLooksForItsImplicitProcessFindsIt() {
        Node node = nodes.start();
        List<Pid> found = new CopyOnWriteArrayList<>();
        node.addListener(
                new NodeListener() {
                    @Override
                    public void processStarted(Pid pid) {
                        found.add(node.self().pid());
                    }
                });
        Pid self = node.self().pid();
        assertThat(found).containsExactly(self);
    }
}
