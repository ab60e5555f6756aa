package io.trunkline.examples.gateway;

import io.trunkline.ets.TableInfo;

import java.util.List;

/// What a gateway knows at about one moment.
///
/// @param sessions how many clients have a session
/// @param limitedClients how many of these were refused a request for its rate
/// @param topPaths the paths with the most requests, most first
/// @param tables the tables that know this
public record GatewaySnapshot(
        long sessions, long limitedClients, List<PathTraffic> topPaths, List<TableInfo> tables) {
    /// What a closed gateway knows.
    public static final GatewaySnapshot NOTHING = new GatewaySnapshot(0, 0, List.of(), List.of());

    public GatewaySnapshot {
        topPaths = List.copyOf(topPaths);
        tables = List.copyOf(tables);
    }
}
