/// What tests of processes need: a node per test, probes, simulated threads.
module io.trunkline.engine.testkit {
    requires transitive io.trunkline.engine;
    requires transitive org.junit.jupiter.api;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.trunkline.engine.testkit;

    provides io.trunkline.engine.spi.SimulatedThreads with
            io.trunkline.engine.testkit.SteppedThreads;
}
