package io.trunkline.pool.metrics;

import static io.trunkline.pool.resource.ResourceSpec.resource;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofSeconds;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.resource.Lease;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSnapshot;

import org.junit.jupiter.api.Test;

class InspectablesTest {
    private final SimulatedNode node = Node.simulated(1);
    private final Inspectables all = Inspectables.of(node);

    @Test
    void listsPoolsFromTheirStartUntilAllIsClosed() {
        ResourcePool<String> one = pool("one");
        ResourcePool<String> two = pool("two");
        assertThat(all.all()).containsExactly(one, two);
        assertThat(all.all().getFirst().snapshot())
                .isInstanceOfSatisfying(
                        ResourceSnapshot.class, seen -> assertThat(seen.idle()).isEqualTo(2));

        Lease<String> held = one.checkout();
        one.close();
        node.advance(ofSeconds(1));
        assertThat(all.all()).as("one is lent").containsExactly(one, two);

        held.close();
        two.pid().exit(ExitReason.kill());
        node.advance(ofSeconds(1));
        assertThat(all.all()).isEmpty();
    }

    @Test
    void listsBreakersThatSomebodyAdds() {
        CircuitBreaker breaker = CircuitBreaker.named("billing").build();
        all.add(breaker);
        all.add(breaker);
        assertThat(Inspectables.of(node).all()).containsExactly(breaker);
        assertThat(all.all().getFirst().name()).isEqualTo("billing");

        all.remove(breaker);
        all.remove(breaker);
        assertThat(all.all()).isEmpty();
    }

    private ResourcePool<String> pool(String name) {
        return ResourcePool.start(node, resource(() -> "r", r -> {}).name(name).size(2));
    }
}
