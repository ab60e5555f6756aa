/// Tables in memory: everything ets does, typed.
module io.trunkline.ets {
    requires transitive io.trunkline.engine;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.trunkline.ets;
    exports io.trunkline.ets.match;
}
