package io.trunkline.observer.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.CircuitSnapshot;
import io.trunkline.pool.breaker.CircuitState;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSnapshot;

import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// The meters of a resource pool or a circuit breaker, tagged with its name; it is looked at when
/// the registry is scraped.
public final class PoolMetrics {
    private PoolMetrics() {}

    /// The meters of a pool, `trunkline.pool.*`.
    public static MeterBinder of(ResourcePool<?> pool) {
        Objects.requireNonNull(pool, "pool");
        return registry -> {
            Tags tags = Tags.of("pool", pool.snapshot().name());
            gauge(registry, tags, "in.use", pool, ResourceSnapshot::inUse);
            gauge(registry, tags, "idle", pool, ResourceSnapshot::idle);
            gauge(registry, tags, "waiting", pool, ResourceSnapshot::waiting);
            counter(registry, tags, "checkouts", pool, ResourceSnapshot::checkouts);
            counter(registry, tags, "full", pool, ResourceSnapshot::full);
            counter(registry, tags, "timed.out", pool, ResourceSnapshot::timedOut);
            counter(registry, tags, "owners.lost", pool, ResourceSnapshot::ownersLost);
            counter(registry, tags, "start.failures", pool, ResourceSnapshot::startFailures);
        };
    }

    /// The meters of a breaker, `trunkline.breaker.*`; its state is a gauge a state, which is 1 or
    /// 0.
    public static MeterBinder of(CircuitBreaker breaker) {
        Objects.requireNonNull(breaker, "breaker");
        return registry -> {
            Tags tags = Tags.of("breaker", breaker.snapshot().name());
            for (CircuitState state : CircuitState.values()) {
                Gauge.builder(
                                "trunkline.breaker.state",
                                breaker,
                                each -> each.snapshot().state() == state ? 1 : 0)
                        .tags(tags.and("state", state.name().toLowerCase(Locale.ROOT)))
                        .strongReference(true)
                        .register(registry);
            }
            counter(registry, tags, "successes", breaker, CircuitSnapshot::successes);
            counter(registry, tags, "failures", breaker, CircuitSnapshot::failures);
            counter(registry, tags, "slow", breaker, CircuitSnapshot::slow);
            counter(registry, tags, "refused", breaker, CircuitSnapshot::refused);
            counter(registry, tags, "changes", breaker, CircuitSnapshot::generation);
        };
    }

    private static void gauge(
            MeterRegistry registry,
            Tags tags,
            String name,
            ResourcePool<?> pool,
            ToDoubleFunction<ResourceSnapshot> value) {
        Gauge.builder("trunkline.pool." + name, pool, each -> value.applyAsDouble(each.snapshot()))
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry,
            Tags tags,
            String name,
            ResourcePool<?> pool,
            ToDoubleFunction<ResourceSnapshot> value) {
        FunctionCounter.builder(
                        "trunkline.pool." + name,
                        pool,
                        each -> value.applyAsDouble(each.snapshot()))
                .tags(tags)
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry,
            Tags tags,
            String name,
            CircuitBreaker breaker,
            ToDoubleFunction<CircuitSnapshot> value) {
        FunctionCounter.builder(
                        "trunkline.breaker." + name,
                        breaker,
                        each -> value.applyAsDouble(each.snapshot()))
                .tags(tags)
                .register(registry);
    }
}
