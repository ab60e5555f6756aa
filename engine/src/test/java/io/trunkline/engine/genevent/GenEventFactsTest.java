package io.trunkline.engine.genevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was noted down about `gen_event` on Erlang/OTP 25.2.3; each test is named as the fact was.
class GenEventFactsTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private final SimulatedNode node = nodes.simulated(1);
    private final GenEvent<String> events = GenEvent.start(node);
    private final List<List<Object>> seen = new ArrayList<>();

    /// Notes what it is called with; an event "crash_N" or "remove_N" is for handler N.
    private final class Noting implements EventHandler<String> {
        private final int id;

        Noting(int id) {
            this.id = id;
        }

        @Override
        public void init(Deleted before) {
            if (before != null) {
                seen.add(List.of("swapped_in", id, before.value()));
            }
        }

        @Override
        public Next handleEvent(String event) {
            seen.add(List.of("event", id, event));
            if (event.equals("crash_" + id)) {
                throw new IllegalStateException(event);
            }
            return event.equals("remove_" + id) ? Next.REMOVE : Next.KEEP;
        }

        @Override
        public Object handleCall(Object request) {
            seen.add(List.of("call", id, ((Ask) request).content()));
            return id;
        }

        @Override
        public Object terminate(Removal why) {
            seen.add(
                    List.of(
                            "terminate",
                            id,
                            switch (why) {
                                case Removal.Asked() -> "remove_handler";
                                case Removal.Deleted(Object argument) -> argument;
                                case Removal.Crashed _ -> "error_exit";
                                case Removal.OwnerEnded _, Removal.Stopped _ -> "stop";
                            }));
            return List.of("bye", id);
        }
    }

    private record Ask(String content) implements Call<Integer> {}

    private void addThree() {
        for (int id = 1; id <= 3; id++) {
            assertThat(events.add(id, new Noting(id))).isEqualTo(new Added.Ok());
        }
    }

    private static List<Object> event(int id, String content) {
        return List.of("event", id, content);
    }

    private static List<Object> terminate(int id, Object why) {
        return List.of("terminate", id, why);
    }

    @Test
    @DisplayName("gen_event: newest handler is called first")
    void theNewestIsFirst() {
        addThree();
        events.notify("e");
        node.settle();
        assertThat(seen).containsExactly(event(3, "e"), event(2, "e"), event(1, "e"));
    }

    @Test
    @DisplayName("gen_event: a crashing handler is removed, the others go on")
    void onlyTheHandlerThatThrowsGoes() {
        addThree();
        events.syncNotify("crash_1");
        events.syncNotify("e");
        assertThat(events.which()).hasSize(2);
        assertThat(seen)
                .containsExactly(
                        event(3, "crash_1"),
                        event(2, "crash_1"),
                        event(1, "crash_1"),
                        terminate(1, "error_exit"),
                        event(3, "e"),
                        event(2, "e"));
    }

    @Test
    @DisplayName("gen_event: remove_handler")
    void aHandlerMayAskToGo() {
        addThree();
        events.syncNotify("remove_1");
        assertThat(events.which()).hasSize(2);
        assertThat(seen)
                .containsExactly(
                        event(3, "remove_1"),
                        event(2, "remove_1"),
                        event(1, "remove_1"),
                        terminate(1, "remove_handler"));
    }

    @Test
    @DisplayName("gen_event: call goes to one handler")
    void aCallGoesToOneHandler() {
        addThree();
        assertThat(events.<Integer>call(2, new Ask("q"))).isEqualTo(2);
        assertThatExceptionOfType(NoSuchHandler.class)
                .isThrownBy(() -> events.call(9, new Ask("q")));
        assertThat(seen).containsExactly(List.of("call", 2, "q"));
    }

    @Test
    @DisplayName("gen_event: delete_handler returns terminate's value")
    void deleteGivesWhatTerminateReturned() {
        addThree();
        assertThat(events.delete(2, "args")).contains(new Deleted(List.of("bye", 2)));
        assertThat(events.delete(2, "args")).isEqualTo(Optional.empty());
        assertThat(seen).containsExactly(terminate(2, "args"));
    }

    @Test
    @DisplayName("gen_event: swap_handler hands terminate's value to init")
    void aSwapHandsOver() {
        addThree();
        assertThat(events.swap(2, "out", 7, new Noting(7))).isEqualTo(new Added.Ok());
        assertThat(seen)
                .containsExactly(terminate(2, "out"), List.of("swapped_in", 7, List.of("bye", 2)));
    }

    @Test
    @DisplayName("gen_event: stop terminates all handlers")
    void stopTerminatesAll() {
        addThree();
        events.stop();
        assertThat(seen)
                .containsExactly(terminate(3, "stop"), terminate(2, "stop"), terminate(1, "stop"));
    }

    @Test
    @DisplayName("gen_event: supervised handler's owner is told about removal")
    void theOwnerIsTold() {
        Self self = node.self();
        events.addSup(self, 1, new Noting(1));
        events.delete(1, "args");
        HandlerExit told = self.receive(HandlerExit.class, Duration.ZERO).orElseThrow();
        assertThat(told).isEqualTo(new HandlerExit(events.pid(), 1, ExitReason.normal()));
    }

    @Test
    @DisplayName("gen_event: owner dies, its supervised handler goes")
    void aHandlerGoesWithItsOwner() {
        Lab lab = new Lab();
        var owner = node.start(lab).pid();
        Lab.run(owner, l -> events.addSup(l.me(), 1, new Noting(1)));
        owner.exit(ExitReason.kill());
        node.settle();
        assertThat(events.which()).isEmpty();
        assertThat(seen).containsExactly(terminate(1, "stop"));
    }
}
