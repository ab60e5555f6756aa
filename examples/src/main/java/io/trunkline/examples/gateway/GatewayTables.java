package io.trunkline.examples.gateway;

import io.trunkline.engine.Pid;
import io.trunkline.ets.Access;
import io.trunkline.ets.CounterOp;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Heir;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableInfo;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.WriteConcurrency;

import java.lang.invoke.MethodHandles;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a gateway knows of its clients and paths. Sessions write here, each about its own client,
/// and whoever wants to know reads here without asking them.
///
/// They are shared by all sessions and outlive them; see [TableKeeper] for who owns them. A session
/// that is killed gives its client no fresh burst.
///
/// @param rateLimits see [RateLimiter]
/// @param sessions a row a client that has a session
/// @param paths a row a path; bounded, as clients may ask for anything
record GatewayTables(
        Table<TokenBucket> rateLimits, Table<SessionRow> sessions, Table<PathTraffic> paths) {
    static final int MAX_PATHS = 10_000;

    private static final String RATE_LIMITS = "rate_limits";
    private static final String SESSIONS = "sessions";
    private static final String PATHS = "paths";

    private static final int REQUESTS = 2;
    private static final int BYTES = 3;

    private static final Comparator<PathTraffic> BUSIEST_FIRST =
            Comparator.comparingLong(PathTraffic::requests)
                    .thenComparingLong(PathTraffic::bytes)
                    .reversed()
                    .thenComparing(PathTraffic::path);

    /// Makes those tables of a gateway that are missing; they belong to the calling process.
    static void createMissing(Ets ets, GatewayOptions options, Optional<Pid> heir) {
        createMissing(
                ets, options.tableName(RATE_LIMITS), RateLimiter.table(options.rateLimit()), heir);
        createMissing(
                ets,
                options.tableName(SESSIONS),
                TableSpec.set(SessionRow.class, SessionRow::client).lookup(MethodHandles.lookup()),
                heir);
        createMissing(
                ets,
                options.tableName(PATHS),
                TableSpec.set(PathTraffic.class, PathTraffic::path).maxSize(MAX_PATHS),
                heir);
    }

    private static <R> void createMissing(
            Ets ets, String name, TableSpec<R> spec, Optional<Pid> heir) {
        if (ets.whereis(name).isEmpty()) {
            TableSpec<R> shared = shared(spec);
            ets.create(name, heir.map(pid -> shared.heir(Heir.silent(pid))).orElse(shared));
        }
    }

    /// Names the heir of those tables that a process owns, which is the calling one.
    static void bequeath(Ets ets, GatewayOptions options, Pid owner, Pid heir) {
        for (String what : List.of(RATE_LIMITS, SESSIONS, PATHS)) {
            ets.whereis(options.tableName(what))
                    .filter(table -> isOwner(table, owner))
                    .ifPresent(table -> table.setHeir(Heir.silent(heir)));
        }
    }

    private static boolean isOwner(Table<?> table, Pid process) {
        try {
            return table.info().owner().equals(process);
        } catch (NoSuchTable gone) {
            return false;
        }
    }

    private static <R> TableSpec<R> shared(TableSpec<R> spec) {
        return spec.named().access(Access.PUBLIC).writeConcurrency(WriteConcurrency.AUTO);
    }

    /// Finds the tables of a gateway that runs.
    ///
    /// @throws NoSuchTable if it does not, or its tables are just made anew
    static GatewayTables of(Ets ets, GatewayOptions options) {
        return new GatewayTables(
                ets.table(options.tableName(RATE_LIMITS), TokenBucket.class),
                ets.table(options.tableName(SESSIONS), SessionRow.class),
                ets.table(options.tableName(PATHS), PathTraffic.class));
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

    /// Takes the row of a session away, unless it is already that of the client's next one.
    ///
    /// @return whether it was there
    boolean forget(String client, Pid session) {
        SessionRow row = sessions.get(client);
        return row != null
                && row.session().equals(session)
                && sessions.asMap()
                                .computeIfPresent(
                                        client,
                                        (_, now) -> now.session().equals(session) ? null : now)
                        == null;
    }

    /// Takes the rows of all sessions away that have ended.
    ///
    /// @return how many there were
    long forgetDead() {
        return sessions.stream()
                .filter(row -> !row.session().isAlive())
                .filter(row -> forget(row.client(), row.session()))
                .count();
    }
}
