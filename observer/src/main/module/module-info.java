/// A page for the browser that shows a running node.
module io.trunkline.observer {
    requires transitive io.trunkline.engine;
    requires HdrHistogram;
    requires com.fasterxml.jackson.databind;
    requires io.trunkline.ets;
    requires io.trunkline.pool;
    requires java.management;
    requires jdk.httpserver;
    requires jdk.jfr;
    requires jdk.management;
    requires org.slf4j;
    requires static micrometer.core;
    requires static transitive org.jspecify;

    exports io.trunkline.observer;
    exports io.trunkline.observer.jfr;
    exports io.trunkline.observer.jmx;
    exports io.trunkline.observer.micrometer;

    uses io.trunkline.observer.ObserverProvider;

    provides io.trunkline.observer.ObserverProvider with
            io.trunkline.observer.internal.server.LocalObserverProvider;
}
