package io.trunkline.benchmarks.latency.workload;

import io.trunkline.engine.Node;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

/// `resource-checkout`: a resource is checked out and given back, by a thread that is no process;
/// there is always one idle.
final class ResourceCheckout implements Workload {
    private static final int SIZE = 8;

    private final Node node = Node.start();
    private final ResourcePool<Object> pool;
    private final Completions completions;

    ResourceCheckout(Completions completions) {
        this.completions = completions;
        pool = ResourcePool.start(node, ResourceSpec.resource(Object::new, _ -> {}).size(SIZE));
    }

    @Override
    public void start(long number, long intended) {
        try (var _ = pool.checkout()) {
            // Lent and given back.
        }
        completions.done(intended);
    }

    @Override
    public void close() {
        node.close();
    }
}
