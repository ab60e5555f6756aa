package io.trunkline.examples.gateway;

import io.trunkline.engine.Node;
import io.trunkline.ets.Access;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableInfo;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.WriteConcurrency;

import java.lang.invoke.MethodHandles;
import java.util.Comparator;
import java.util.List;

/// What a gateway knows of its clients and paths. Sessions write here, each about its own client,
/// and whoever wants to know reads here without asking them.
///
/// The process that makes the tables owns them, and they go with it.
///
/// @param rateLimits see [RateLimiter]
/// @param sessions a row a client that has a session
/// @param paths a row a path; bounded, as clients may ask for anything
record GatewayTables(
        Table<TokenBucket> rateLimits, Table<SessionRow> sessions, Table<PathTraffic> paths) {
    static final int MAX_PATHS = 10_000;

    private static final int REQUESTS = 2;
    private static final int BYTES = 3;

    private static final Comparator<PathTraffic> BUSIEST_FIRST =
            Comparator.comparingLong(PathTraffic::requests)
                    .thenComparingLong(PathTraffic::bytes)
                    .reversed()
                    .thenComparing(PathTraffic::path);

    /// Makes the tables of a gateway.
    static GatewayTables create(Node node, GatewayOptions options) {
        Ets ets = Ets.of(node);
        return new GatewayTables(
                ets.create(
                        options.tableName("rate_limits"),
                        shared(RateLimiter.table(options.rateLimit()))),
                ets.create(
                        options.tableName("sessions"),
                        shared(TableSpec.set(SessionRow.class, SessionRow::client))
                                .lookup(MethodHandles.lookup())),
                ets.create(
                        options.tableName("paths"),
                        shared(TableSpec.set(PathTraffic.class, PathTraffic::path))
                                .maxSize(MAX_PATHS)));
    }

    private static <R> TableSpec<R> shared(TableSpec<R> spec) {
        return spec.named().access(Access.PUBLIC).writeConcurrency(WriteConcurrency.AUTO);
    }

    /// Finds the tables of a gateway that runs.
    ///
    /// @throws io.trunkline.ets.NoSuchTable if it does not
    static GatewayTables of(Node node, GatewayOptions options) {
        Ets ets = Ets.of(node);
        return new GatewayTables(
                ets.table(options.tableName("rate_limits"), TokenBucket.class),
                ets.table(options.tableName("sessions"), SessionRow.class),
                ets.table(options.tableName("paths"), PathTraffic.class));
    }

    /// Counts an answer.
    void count(String path, long bytes) {
        paths.updateCounter(
                path,
                List.of(CounterOp.add(REQUESTS, 1), CounterOp.add(BYTES, bytes)),
                new PathTraffic(path, 0, 0));
    }

    /// What they say now. Sorts the paths, rather than have each request keep them in order.
    GatewaySnapshot snapshot(int topPaths) {
        List<TableInfo> infos = List.of(rateLimits.info(), sessions.info(), paths.info());
        return new GatewaySnapshot(
                sessions.size(),
                sessions.selectCount(row -> row.stats().rateLimited() > 0),
                paths.stream().sorted(BUSIEST_FIRST).limit(topPaths).toList(),
                infos);
    }

    /// Deletes them; those that are gone already stay so.
    void delete() {
        for (Table<?> table : List.of(rateLimits, sessions, paths)) {
            if (table.exists()) {
                table.delete();
            }
        }
    }
}
