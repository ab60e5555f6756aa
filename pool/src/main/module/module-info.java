/// Worker pools, resource pools, stages, circuit breakers and guards.
module io.trunkline.pool {
    requires transitive io.trunkline.engine;
    requires HdrHistogram;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.trunkline.pool.breaker;
    exports io.trunkline.pool.dataflow;
    exports io.trunkline.pool.flow;
    exports io.trunkline.pool.guard;
    exports io.trunkline.pool.metrics;
    exports io.trunkline.pool.ready;
    exports io.trunkline.pool.resource;
    exports io.trunkline.pool.stage;
    exports io.trunkline.pool.worker;
}
