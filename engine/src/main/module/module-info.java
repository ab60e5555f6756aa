/// Processes, mailboxes, behaviours and supervisors.
module io.trunkline.engine {
    requires org.agrona;
    requires transitive HdrHistogram;
    requires org.jctools.core.jdk11;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.trunkline.engine;
    exports io.trunkline.engine.agent;
    exports io.trunkline.engine.application;
    exports io.trunkline.engine.genevent;
    exports io.trunkline.engine.genserver;
    exports io.trunkline.engine.registry;
    exports io.trunkline.engine.spi to
            io.trunkline.engine.testkit,
            io.trunkline.ets,
            io.trunkline.observer,
            io.trunkline.pool;
    exports io.trunkline.engine.statem;
    exports io.trunkline.engine.supervisor;
    exports io.trunkline.engine.sys;
    exports io.trunkline.engine.task;
    exports io.trunkline.engine.watch;

    uses io.trunkline.engine.NodeProvider;
    uses io.trunkline.engine.spi.SimulatedThreads;

    provides io.trunkline.engine.NodeProvider with
            io.trunkline.engine.internal.node.LocalNodeProvider;
}
