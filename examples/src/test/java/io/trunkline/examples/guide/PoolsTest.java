package io.trunkline.examples.guide;

import static io.trunkline.pool.resource.ResourceSpec.resource;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.Node;
import io.trunkline.pool.guard.Backoff;
import io.trunkline.pool.metrics.Inspectables;
import io.trunkline.pool.metrics.Intervals;
import io.trunkline.pool.metrics.TimeSummary;
import io.trunkline.pool.resource.Lease;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class PoolsTest {
    private record Connection(int number) {
        String query(String sql) {
            return "row of " + sql;
        }

        boolean ping() {
            return true;
        }

        void close() {}
    }

    private int connections;

    private Connection connect() {
        return new Connection(connections++);
    }

    @Test
    void aPoolOfConnections() {
        String sql = "select 1";
        try (Node node = Node.start()) {
            ResourcePool<Connection> connections =
                    ResourcePool.start(
                            node, resource(this::connect, Connection::close).size(10).overflow(2));
            String row = connections.with(c -> c.query(sql), ofSeconds(1));
            assertThat(row).isEqualTo("row of select 1");
        }
    }

    @Test
    void leases() {
        try (Node node = Node.start()) {
            ResourcePool<Connection> connections =
                    ResourcePool.start(node, resource(this::connect, Connection::close).size(1));
            try (Lease<Connection> lease = connections.checkout(ofSeconds(1))) {
                if (!lease.get().ping()) {
                    lease.invalidate();
                }
            }
            Optional<Lease<Connection>> now = connections.tryCheckout();
            assertThat(now).isPresent();
        }
    }

    @Test
    void timesByInterval() {
        String sql = "select 1";
        try (Node node = Node.start()) {
            ResourcePool<Connection> connections =
                    ResourcePool.start(
                            node, resource(this::connect, Connection::close).holdTimes());
            Intervals waits = connections.waits();
            Intervals holds = connections.holds();
            connections.with(c -> c.query(sql));
            TimeSummary waited = waits.next();
            TimeSummary held = holds.next();
            assertThat(waited.count()).isEqualTo(1);
            assertThat(held.count()).isEqualTo(1);
            assertThat(Inspectables.of(node).all()).containsExactly(connections);
        }
    }

    @Test
    void aPoolWithOptions() {
        ResourceSpec<Connection> spec =
                resource(this::connect, Connection::close)
                        .name("db")
                        .size(10)
                        .overflow(5)
                        .idleTime(ofMinutes(1))
                        .maxLifetime(ofMinutes(30))
                        .validateIdle(Connection::ping, ofSeconds(30))
                        .startBackoff(Backoff.exponential(ofMillis(100), ofSeconds(10)));
        try (Node node = Node.start();
                ResourcePool<Connection> pool = ResourcePool.start(node, spec)) {
            assertThat(pool.snapshot().idle()).isEqualTo(10);
        }
    }
}
