package io.trunkline.ets.internal.table;

import io.trunkline.engine.Node;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.ets.CompiledSpec;
import io.trunkline.ets.Ets;
import io.trunkline.ets.EtsProvider;
import io.trunkline.ets.match.MatchSpec;

/// Makes the tables of nodes of this library.
public final class LocalEtsProvider implements EtsProvider {
    @Override
    public Ets of(Node node) {
        return NodeServices.of(node).extension(LocalEts.class, LocalEts::new);
    }

    @Override
    public CompiledSpec compile(MatchSpec spec) {
        return new LocalCompiledSpec(spec);
    }
}
