package io.trunkline.ets;

import io.trunkline.engine.Node;
import io.trunkline.ets.match.MatchSpec;

import java.util.ServiceLoader;

/// Makes the tables of a node; found by [ServiceLoader]. Applications use [Ets#of(Node)].
public interface EtsProvider {
    /// See [Ets#of(Node)].
    Ets of(Node node);

    /// See [CompiledSpec#of(MatchSpec)].
    CompiledSpec compile(MatchSpec spec);

    /// The provider on the module or class path.
    ///
    /// @throws IllegalStateException if there is none
    static EtsProvider installed() {
        return ServiceLoader.load(EtsProvider.class, EtsProvider.class.getClassLoader())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "an EtsProvider must be on the module or class path:"
                                        + " provider=none"));
    }
}
