package io.trunkline.pool.worker;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Call;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.DynamicSupervisor;
import io.trunkline.engine.supervisor.Supervisor;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/// The process of a pool: has workers started and let go under a supervisor of their own, and ends
/// when the last is gone.
final class Desk extends GenServer<Desk.Resize, Desk.Nothing> {
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    private final PoolRun pool;
    private @Nullable DynamicSupervisor workers;

    Desk(PoolRun pool) {
        this.pool = pool;
    }

    /// It has no state of its own.
    enum Nothing {
        NOTHING
    }

    /// Have this many workers.
    record Resize(int workers) implements Call<Boolean> {}

    /// What needs no answer.
    enum Order {
        /// End, whatever still runs.
        STOP
    }

    /// Let a worker go, which has nothing to do any more.
    record Retired(Worker worker) {}

    @Override
    protected Init<Nothing> init() {
        self().trapExit(true);
        pool.started(self().pid());
        workers =
                DynamicSupervisor.startLink(
                        self(),
                        Supervisor.dynamicSupervisor(pool.name() + " supervisor")
                                .intensity(
                                        pool.spec.intensity().restarts(),
                                        pool.spec.intensity().period())
                                .giveUpReason(ExitReason.other("too many workers crashed")));
        pool.seats().forEach(this::startWorker);
        return ok(Nothing.NOTHING);
    }

    private void startWorker(Seat seat) {
        supervisor().startChild(child(seat));
    }

    private DynamicSupervisor supervisor() {
        return Objects.requireNonNull(workers, "the desk must be started");
    }

    private ChildSpec child(Seat seat) {
        String id = pool.name() + "-" + seat.number;
        return switch (pool.spec.kind()) {
            case VIRTUAL -> Supervisor.threaded(id, self -> live(self, seat));
            case SCHEDULED -> scheduled(id, seat, StartOptions.defaults());
            case PINNED ->
                    scheduled(
                            id,
                            seat,
                            StartOptions.pinned(
                                    Objects.requireNonNull(pool.spec.strategy(), "pinned")));
        };
    }

    private ChildSpec scheduled(String id, Seat seat, StartOptions options) {
        return Supervisor.custom(
                id,
                parent ->
                        parent.startLink(
                                () -> (Behaviour) new ScheduledWorker(pool, seat), options));
    }

    /// The body of a worker with a thread.
    private void live(Self self, Seat seat) {
        Worker worker = pool.man(seat, self.pid(), Thread.currentThread());
        while (true) {
            while (worker.work()) {
                self.node(); // ends it if it was killed
            }
            self.receive();
        }
    }

    @Override
    protected Outcome<Nothing> handleCall(Resize request, From from, Nothing nothing) {
        boolean open = !pool.isShutdown();
        if (open) {
            pool.resize(request.workers()).forEach(this::startWorker);
        }
        return reply(open, nothing);
    }

    @Override
    protected Outcome<Nothing> handleInfo(Object message, Nothing nothing) {
        return switch (message) {
            case Retired(Worker worker) -> {
                supervisor().terminateChild(worker.pid);
                yield pool.leave(worker.seat)
                        ? stop(ExitReason.normal(), nothing)
                        : noReply(nothing);
            }
            case Order.STOP -> stop(ExitReason.shutdown(), nothing);
            case Exit(Pid process, ExitReason reason) when process.equals(supervisor().pid()) ->
                    stop(reason, nothing);
            default -> noReply(nothing);
        };
    }

    @Override
    protected void terminate(ExitReason reason, Nothing nothing) {
        pool.shutdown();
        Pid supervisor = supervisor().pid();
        supervisor.exit(ExitReason.shutdown());
        if (self().awaitExit(supervisor, TIME_TO_END).isEmpty()) {
            supervisor.exit(ExitReason.kill());
        }
    }
}
