package io.trunkline.engine;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Optional;

/** Starts whose process dies, or whose name fails, before `init` could run. */
@Timeout(30)
class StartCutShortTest {
    private static final class Server extends GenServer<Object, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0);
        }
    }

    /** Does something to the process instead of naming it. */
    private record Saboteur(java.util.function.Consumer<Pid> deed) implements Name {
        @Override
        public Pid register(Node node, Pid pid) {
            deed.accept(pid);
            return pid;
        }

        @Override
        public void unregister(Node node, Pid pid) {}

        @Override
        public Optional<Pid> whereis(Node node) {
            return Optional.empty();
        }
    }

    @Test
    void killedByItsNameBeforeALimitedInit() {
        try (Node node = Node.start()) {
            Name killing = new Saboteur(pid -> pid.exit(KILL));

            Started started =
                    node.start(
                            new Server(),
                            StartOptions.defaults()
                                    .withName(killing)
                                    .withStartTimeout(Duration.ofSeconds(20)));

            assertThat(started).isEqualTo(new Started.Failed(KILLED));
        }
    }

    @Test
    void killedByItsNameBeforeAnInlineInit() {
        try (Node node = Node.start()) {
            Name killing = new Saboteur(pid -> pid.exit(KILL));

            Started started = node.start(new Server(), StartOptions.defaults().withName(killing));

            assertThat(started).isEqualTo(new Started.Failed(KILLED));
        }
    }

    @Test
    void aNameThatThrowsLeavesNoProcess() {
        try (Node node = Node.start()) {
            Name failing =
                    new Saboteur(pid -> {
                        throw new IllegalStateException("no names today");
                    });

            assertThatThrownBy(() ->
                            node.start(new Server(), StartOptions.defaults().withName(failing)))
                    .hasMessage("no names today");
            assertThat(node.processes()).isEmpty();
        }
    }
}
