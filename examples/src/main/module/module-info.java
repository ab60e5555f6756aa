/// Small programs that show the library at work.
module io.trunkline.examples {
    requires jdk.httpserver;
    requires transitive io.trunkline.engine;
    requires transitive io.trunkline.ets;
    requires transitive io.trunkline.pool;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.trunkline.examples.gateway;
    exports io.trunkline.examples.traffic;
    exports io.trunkline.examples.web;
}
