package io.trunkline.pool.stage;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;
import static io.trunkline.pool.stage.SubscribeTo.to;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.sys.Sys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class ConsumerSupervisorTest {
    private static final int IGNORED = -1;
    private static final int FAILING = -2;

    private final SimulatedNode node = Node.simulated(7);
    private final List<Integer> started = new ArrayList<>();
    private final List<Integer> stopped = new ArrayList<>();
    private final Pid producer = node.start(new Emitter()).pid();

    @AfterEach
    void close() {
        node.close();
    }

    private final class Job extends GenServer<Object, Integer> {
        private final int event;

        Job(int event) {
            this.event = event;
        }

        @Override
        protected io.trunkline.engine.genserver.Init<Integer> init() {
            if (event == IGNORED) {
                return ignore();
            }
            if (event == FAILING) {
                return stop(ExitReason.other("failing"));
            }
            self().trapExit(true);
            started.add(event);
            return ok(event);
        }

        @Override
        protected io.trunkline.engine.genserver.Outcome<Integer> handleCall(
                Object request, From from, Integer state) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void terminate(ExitReason reason, Integer state) {
            stopped.add(state);
        }
    }

    private Pid start(ConsumerSupervisor<Integer> supervisor) {
        Pid pid = node.start(supervisor).pid();
        node.settle();
        return pid;
    }

    private ConsumerSupervisor<Integer> jobs(int max, int min) {
        return ConsumerSupervisor.of(Integer.class, Job::new)
                .subscribedTo(
                        to(producer, maxDemand(max).minDemand(min).cancel(CancelMode.TEMPORARY)));
    }

    private void emit(Integer... events) {
        producer.call(Emitter.Emit.of(events));
        node.settle();
    }

    private List<Long> demands() {
        return ((List<?>) Sys.getState(producer)).stream().map(demand -> (Long) demand).toList();
    }

    @Test
    void hasNoMoreChildrenThanDemandAndAsksAsTheyFinish() {
        Pid supervisor = start(jobs(2, 0));
        emit(1, 2, 3);
        assertThat(started).containsExactly(1, 2);
        assertThat(demands()).containsExactly(2L);

        ConsumerSupervisor.whichChildren(supervisor).getFirst().stop();
        node.settle();
        assertThat(started).containsExactly(1, 2, 3);
        ConsumerSupervisor.whichChildren(supervisor).getFirst().stop();
        node.settle();
        assertThat(demands()).containsExactly(2L, 1L);
    }

    @Test
    void asksAgainWhenTheMinimumHasFinished() {
        Pid supervisor = start(jobs(4, 2));
        emit(1, 2, 3, 4);
        List<Pid> children = ConsumerSupervisor.whichChildren(supervisor);
        children.get(0).stop();
        node.settle();
        assertThat(demands()).containsExactly(4L);
        children.get(1).stop();
        node.settle();
        assertThat(demands()).containsExactly(4L, 2L);
    }

    @Test
    void countsWhatDoesNotStartAsFinished() {
        start(jobs(2, 0));
        emit(IGNORED, FAILING);
        assertThat(started).isEmpty();
        assertThat(demands().stream().mapToLong(n -> n).sum()).isEqualTo(4);
    }

    @Test
    void aChildThatIsRestartedKeepsItsPlace() {
        Pid supervisor = start(jobs(1, 0).restart(Restart.TRANSIENT));
        emit(1);
        Pid first = ConsumerSupervisor.whichChildren(supervisor).getFirst();
        first.exit(ExitReason.kill());
        node.settle();
        assertThat(started).containsExactly(1, 1);
        assertThat(demands()).containsExactly(1L);
        ConsumerSupervisor.whichChildren(supervisor).getFirst().stop();
        node.settle();
        assertThat(demands()).containsExactly(1L, 1L);
    }

    @Test
    void endsAfterTooManyRestarts() {
        Pid supervisor =
                start(jobs(1, 0).restart(Restart.TRANSIENT).intensity(1, Duration.ofSeconds(1)));
        emit(1);
        for (int i = 0; i < 2; i++) {
            node.advance(Duration.ofMillis(i * 900));
            ConsumerSupervisor.whichChildren(supervisor).getFirst().exit(ExitReason.kill());
            node.settle();
        }
        assertThat(supervisor.isAlive()).isFalse();
    }

    @Test
    void refusesPermanentChildren() {
        assertThatThrownBy(() -> jobs(1, 0).restart(Restart.PERMANENT))
                .hasMessage("restart must be TRANSIENT or TEMPORARY: restart=PERMANENT");
    }

    @Test
    void stopsItsChildrenWhenItEnds() {
        Pid supervisor = start(jobs(3, 0));
        emit(1, 2, 3);
        supervisor.stop();
        assertThat(stopped).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void terminatesAChildThatIsNotRestarted() {
        Pid supervisor = start(jobs(1, 0).restart(Restart.TRANSIENT));
        emit(1, 2);
        Pid child = ConsumerSupervisor.whichChildren(supervisor).getFirst();
        assertThat(ConsumerSupervisor.terminateChild(supervisor, child)).isTrue();
        node.settle();
        assertThat(started).containsExactly(1, 2);
        assertThat(ConsumerSupervisor.terminateChild(supervisor, child)).isFalse();
    }

    @Test
    void waitsForItsChildrenWhenItIsDrained() {
        Pid supervisor = start(jobs(2, 0));
        emit(1);
        Stage.drain(supervisor);
        node.settle();
        assertThat(supervisor.isAlive()).isTrue();
        ConsumerSupervisor.whichChildren(supervisor).getFirst().stop();
        node.settle();
        assertThat(supervisor.isAlive()).isFalse();
    }
}
