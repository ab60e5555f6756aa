package io.trunkline.examples.guide;

import static io.trunkline.engine.Overflow.BLOCK;
import static io.trunkline.engine.Overflow.DROP_OLDEST;
import static io.trunkline.engine.Overflow.REJECT;
import static io.trunkline.engine.StartOptions.pinned;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MailboxFull;
import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.WaitStrategy;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The snippets of docs/guide/mailboxes.md. */
@Timeout(60)
class MailboxesTest {
    record Flush() implements Call<Boolean> {}

    static final class Journal extends GenServer<Flush, List<Object>> {
        final List<List<Object>> disk = new CopyOnWriteArrayList<>();

        @Override
        protected Init<List<Object>> init() {
            return ok(new ArrayList<>());
        }

        @Override
        protected Outcome<List<Object>> handleInfo(Object line, List<Object> unwritten) {
            unwritten.add(line);
            return noReply(unwritten);
        }

        @Override
        protected Outcome<List<Object>> handleBatchEnd(List<Object> unwritten) {
            write(unwritten);
            return noReply(new ArrayList<>());
        }

        @Override
        protected void terminate(ExitReason reason, List<Object> unwritten) {
            write(unwritten);
        }

        private void write(List<Object> lines) {
            disk.add(lines);
        }
    }

    @Test
    void aFullMailboxRejects() {
        try (SimulatedNode node = Node.simulated(1)) {
            int refused = 0;
            StartOptions options =
                    StartOptions.defaults().withMailbox(MailboxSpec.bounded(1_000, REJECT));
            Pid journal = node.start(new Journal(), options).pid();
            for (int i = 0; i < 1_001; i++) {
                try {
                    journal.send("line");
                } catch (MailboxFull full) {
                    refused++;
                }
            }
            try {
                journal.call(new Flush());
            } catch (CallFailed.Rejected rejected) {
                refused++;
            }
            assertThat(refused).isEqualTo(2);
        }
    }

    @Test
    void senderWaitsOrTheOldestGoes() {
        try (SimulatedNode node = Node.simulated(1)) {
            MailboxSpec patient =
                    MailboxSpec.bounded(1_000, BLOCK).withTimeout(Duration.ofMillis(50));
            MailboxSpec latest = MailboxSpec.bounded(1, DROP_OLDEST);
            Journal prices = new Journal();
            Pid pid = node.start(prices, StartOptions.defaults().withMailbox(latest)).pid();
            pid.send(1);
            pid.send(2);
            node.settle();
            assertThat(node.deadLetters()).isEqualTo(1);
            assertThat(node.info(pid).orElseThrow().dropped()).isEqualTo(1);
            assertThat(patient).isNotEqualTo(latest);
        }
    }

    @Test
    void aPinnedServerWritesBatches() {
        Journal journal = new Journal();
        try (Node node = Node.start()) {
            Pid pid = node.start(journal, pinned(WaitStrategy.BLOCKING)).pid();
            for (int i = 0; i < 100; i++) {
                pid.send(i);
            }
            pid.stop();
        }
        assertThat(journal.disk.stream().mapToInt(List::size).sum()).isEqualTo(100);
    }
}
