package io.trunkline.benchmarks.chaos;

import io.trunkline.engine.CrashReport;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.spi.Census;
import io.trunkline.engine.spi.NodeServices;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A run of worker pools and resource pools on one node, with clients that use them in every way
/// while workers and clients are killed, and pools resized. It ends with the pools' ends under
/// load.
///
/// The laws: each task ends once, in a way that goes with how often it was run, and the pool's
/// counts are the sums of these ends; tasks of a key are run in order; no resource is lent to two
/// or closed while it is lent, and each is closed once; nothing is left.
public final class PoolChaos {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration duration;
    private final int clientCount;
    private final long seed;
    private final Laws laws = new Laws();

    /// @param seed of the choices; what runs when is the machine's
    public PoolChaos(Duration duration, int clients, long seed) {
        this.duration = duration;
        this.clientCount = clients;
        this.seed = seed;
    }

    /// Tells of crashes that nobody ordered.
    private final class Listener implements NodeListener {
        @Override
        public void crashed(CrashReport report) {
            if (!report.toString().contains("ordered")) {
                laws.broken("a process crashed: " + report);
            }
        }
    }

    /// Runs on a fresh node, and prints the counts.
    ///
    /// @return whether all laws held
    public boolean run(Node node, PrintWriter out) throws InterruptedException {
        node.addListener(new Listener());
        node.self();
        Census before = NodeServices.of(node).census();
        Pools pools = new Pools(node, laws);
        Clients clients = new Clients(node, pools, clientCount, seed);
        Strikes strikes = new Strikes(pools, clients, seed);
        strikes.until(System.nanoTime() + duration.toNanos());
        pools.close(PATIENCE);
        clients.stop();
        laws.equal("client threads left", 0, clients.awaitEnd(PATIENCE));
        Census after = settled(node, before);

        out.println(strikes.line());
        out.println(clients.begun() + " clients in all, " + clientCount + " at a time");
        for (TaskBook book : pools.tasks) {
            out.println(book.line(book.audit()));
        }
        for (ThingBook book : pools.things) {
            book.audit();
            out.println(book.line());
        }
        out.println("left: " + after);
        laws.told().forEach(out::println);
        out.println(
                laws.count() == 0
                        ? "all laws held: seed=" + seed
                        : laws.count() + " laws broken: seed=" + seed);
        out.flush();
        return laws.count() == 0;
    }

    /// What is left when everything had the time to end.
    private Census settled(Node node, Census before) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Census now = NodeServices.of(node).census();
        while (!isLike(before, now) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            now = NodeServices.of(node).census();
        }
        if (!isLike(before, now)) {
            laws.broken("left: " + now + ", before: " + before);
            node.processes().forEach(pid -> laws.broken("left or here before: " + node.info(pid)));
        }
        return now;
    }

    private static boolean isLike(Census before, Census now) {
        return now.processes() <= before.processes()
                && now.timers() <= before.timers()
                && now.monitors() <= before.monitors()
                && now.threads() <= before.threads();
    }
}
