/// Tables in memory: everything ets does, typed.
module io.trunkline.ets {
    requires transitive io.trunkline.engine;
    requires static transitive org.jspecify;

    exports io.trunkline.ets;
    exports io.trunkline.ets.match;

    uses io.trunkline.ets.EtsProvider;

    provides io.trunkline.ets.EtsProvider with
            io.trunkline.ets.internal.table.LocalEtsProvider;
}
