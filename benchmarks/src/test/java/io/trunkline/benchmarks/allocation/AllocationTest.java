package io.trunkline.benchmarks.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.agent.Agent;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.registry.Registry;
import io.trunkline.ets.Access;
import io.trunkline.ets.CounterTable;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableSpec;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.CircuitOpenException;
import io.trunkline.pool.breaker.CircuitState;
import io.trunkline.pool.resource.Lease;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// What hot paths allocate, in bytes an operation: counted by the JVM for the thread that makes
/// them, so neither the machine's load nor its speed has a say. Sizes are those of a 64-bit JVM
/// with compressed references, without compact headers: a header takes 12 bytes, a reference 4.
///
/// A bound is the sum of the objects that the operation is made of. Code that is not compiled yet
/// allocates more, so the operations are repeated until the bound is kept or time is up; the
/// compiler may do with less, where it sees that an object goes nowhere.
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int OPERATIONS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// The request on its way, in which the reply is awaited.
    private static final double PENDING_CALL = 40;

    /// What a handler returns; gone where the handler is compiled into its caller.
    private static final double OUTCOME = 32;

    /// What `Agent.get` sends: it holds the function.
    private static final double AGENT_REQUEST = 16;

    /// A link of the mailbox's list.
    private static final double MAILBOX_NODE = 24;

    /// A row is immutable, so a new count is a new row.
    private static final double ROW = 24;

    /// By it a second close is known.
    private static final double LEASE = 24;

    private final Node node = Node.start();

    /// Keeps results, which would not have to be made otherwise.
    private Object kept = "";

    private int sum;

    record Row(Integer key, long value) {}

    record Get() implements Call<String> {}

    private static final Get GET = new Get();
    private static final String ANSWER = "answer";

    static final class Constant extends GenServer<Get, String> {
        @Override
        protected Init<String> init() {
            return ok(ANSWER);
        }

        @Override
        protected Outcome<String> handleCall(Get request, From from, String state) {
            return reply(state, state);
        }
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aCallOfAnIdleServer() {
        Pid server = node.start(new Constant()).pid();

        assertAllocates(PENDING_CALL + OUTCOME, () -> kept = server.call(GET));
    }

    @Test
    void aSend() {
        Self self = node.self();
        Pid pid = self.pid();
        Object message = "message";

        assertAllocates(
                MAILBOX_NODE,
                () -> {
                    pid.send(message);
                    kept = self.receive();
                });
    }

    @Test
    void aReadOfAnAgent() {
        Agent<String> agent = Agent.start(node, () -> ANSWER);

        assertAllocates(
                PENDING_CALL + OUTCOME + AGENT_REQUEST, () -> kept = agent.get(state -> state));
    }

    @Test
    void aLookupInARegistry() {
        Registry registry = Registry.unique(node, "users");
        registry.register(node.self(), "key", 1);

        assertAllocates(0, () -> kept = registry.lookup("key"));
    }

    @Test
    void aLookupInATable() {
        Table<Row> table = rows();
        Integer key = 500;

        // The row itself is returned.
        assertAllocates(0, () -> kept = table.get(key));
    }

    @Test
    void anInsertOverAnOldRow() {
        Table<Row> table = rows();
        Row row = new Row(500, 7);

        assertAllocates(0, () -> table.insert(row));
    }

    @Test
    void aCounterInARow() {
        Table<Row> table = rows();
        Integer key = 500;

        // What the row is made of passes through a method handle, which the compiler inlines in
        // JMH's loop, and not always here.
        assertAllocates(ROW + 48, () -> sum += (int) table.updateCounter(key, 1));
    }

    @Test
    void aCounterInATableOfCounters() {
        CounterTable counters = Ets.of(node).createCounters("counters", Access.PUBLIC);
        counters.put("key", 0);

        assertAllocates(0, () -> sum += (int) counters.add("key", 1));
    }

    @Test
    void aCallThroughAClosedBreaker() {
        CircuitBreaker breaker = CircuitBreaker.named("closed").build();

        assertAllocates(0, () -> kept = breaker.call(() -> ANSWER));
    }

    @Test
    void aRefusalOfAnOpenBreaker() {
        CircuitBreaker breaker = CircuitBreaker.named("open").openFor(Duration.ofHours(1)).build();
        breaker.transitionTo(CircuitState.OPEN);

        assertAllocates(
                0,
                () -> {
                    try {
                        kept = breaker.call(() -> ANSWER);
                    } catch (CircuitOpenException refused) {
                        kept = refused;
                    }
                });
    }

    @Test
    void aCheckoutOfAResource() {
        ResourcePool<String> pool =
                ResourcePool.start(node, ResourceSpec.resource(() -> ANSWER, _ -> {}).size(4));

        assertAllocates(
                LEASE,
                () -> {
                    try (Lease<String> lease = pool.checkout()) {
                        kept = lease.get();
                    }
                });
    }

    private Table<Row> rows() {
        Table<Row> table =
                Ets.of(node)
                        .create("rows", TableSpec.set(Row.class, Row::key).access(Access.PUBLIC));
        for (int i = 0; i < 1_000; i++) {
            table.insert(new Row(i, i));
        }
        return table;
    }

    private void assertAllocates(double bytes, Runnable operation) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        double least = Double.MAX_VALUE;
        while (least > bytes && System.nanoTime() - deadline < 0) {
            least = Math.min(least, bytesOf(operation));
        }
        assertThat(least).as("bytes an operation").isLessThanOrEqualTo(bytes);
    }

    private static double bytesOf(Runnable operation) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < OPERATIONS; i++) {
            operation.run();
        }
        return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / OPERATIONS;
    }
}
