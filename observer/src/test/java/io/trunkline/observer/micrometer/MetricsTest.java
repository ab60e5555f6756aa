package io.trunkline.observer.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void aScrapeOfPrometheusHasNodesPoolsAndBreakers() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Node node = Node.start(NodeOptions.defaults().withName("orders"));
                NodeMetrics metrics = new NodeMetrics(node)) {
            metrics.bindTo(registry);
            ResourcePool<Object> pool =
                    ResourcePool.start(
                            node,
                            ResourceSpec.resource(Object::new, _ -> {}).name("trucks").size(3));
            CircuitBreaker breaker = CircuitBreaker.named("bank").build();
            PoolMetrics.of(pool).bindTo(registry);
            PoolMetrics.of(breaker).bindTo(registry);
            pool.checkout();
            breaker.call(() -> "paid");
            Pid crasher =
                    node.spawn(_ -> {
                        throw new IllegalStateException("on purpose");
                    });
            while (crasher.isAlive() || !registry.scrape().contains(line("crashes_total", 1))) {
                Thread.onSpinWait();
            }

            assertThat(registry.scrape())
                    .contains("trunkline_processes{node=\"orders\"}")
                    .contains("trunkline_messages_total{node=\"orders\"}")
                    .contains("trunkline_restarts_total{node=\"orders\"} 0.0")
                    .contains("trunkline_pool_in_use{pool=\"trucks\"} 1.0")
                    .contains("trunkline_pool_checkouts_total{pool=\"trucks\"} 1.0")
                    .contains("trunkline_breaker_state{breaker=\"bank\",state=\"closed\"} 1.0")
                    .contains("trunkline_breaker_state{breaker=\"bank\",state=\"open\"} 0.0")
                    .contains("trunkline_breaker_successes_total{breaker=\"bank\"} 1.0");
        }
    }

    private static String line(String meter, int value) {
        return "trunkline_" + meter + "{node=\"orders\"} " + value + ".0";
    }
}
