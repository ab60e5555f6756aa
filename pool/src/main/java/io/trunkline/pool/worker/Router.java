package io.trunkline.pool.worker;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// Which queue a task goes to. Any thread chooses; the desk alone changes what there is to choose
/// from.
final class Router {
    private static final int SPREAD = 0x9E3779B9;

    private final Settings spec;
    private final @Nullable RandomGenerator simulated;
    private final AtomicInteger turn = new AtomicInteger();

    /// Those that take tasks. The array is never changed.
    private volatile Plan plan;

    private final ReentrantLock lock = new ReentrantLock();

    // --- under the lock ---
    private final List<Seat> seats = new ArrayList<>();

    /// Those that may still have tasks.
    private final Set<Lane> lanes = new LinkedHashSet<>();

    private int nextNumber = 1;
    private long acceptedBefore;
    private int largestBefore;

    /// The queues that take tasks, and whose they are.
    private static final class Plan {
        final Lane[] lanes;
        final Seat[] seats;
        final @Nullable Generation generation;

        Plan(Lane[] lanes, Seat[] seats, @Nullable Generation generation) {
            this.lanes = lanes;
            this.seats = seats;
            this.generation = generation;
        }
    }

    Router(Settings spec, Node node) {
        this.spec = spec;
        this.simulated =
                node instanceof SimulatedNode world ? new SplittableRandom(world.seed()) : null;
        this.plan = new Plan(new Lane[0], new Seat[0], null);
        resize(spec.workers());
    }

    private TaskQueue queue() {
        return spec.newestFirst()
                ? new NewestFirstQueue(spec.capacity())
                : new TaskRing(spec.capacity(), spec.timed());
    }

    // --- choosing ---

    Lane choose(@Nullable Object key) {
        Plan p = plan;
        Lane[] all = p.lanes;
        return switch (spec.dispatch()) {
            case SHARED -> all[0];
            case ROUND_ROBIN -> all[nextManned(p.seats)];
            case LEAST_LOADED -> all[leastLoaded(p.seats)];
            case RANDOM -> all[random(all.length)];
            case BY_KEY -> all[key == null ? random(all.length) : spread(key, all.length)];
        };
    }

    private int nextManned(Seat[] all) {
        int first = Math.floorMod(turn.getAndIncrement(), all.length);
        for (int i = 0; i < all.length; i++) {
            int index = first + i < all.length ? first + i : first + i - all.length;
            if (all[index].isManned()) {
                return index;
            }
        }
        return first;
    }

    private static int leastLoaded(Seat[] all) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < all.length && least > 0; i++) {
            int load = all[i].load();
            if (load < least) {
                least = load;
                best = i;
            }
        }
        return best;
    }

    private int random(int bound) {
        return simulated == null
                ? ThreadLocalRandom.current().nextInt(bound)
                : simulated.nextInt(bound);
    }

    private static int spread(Object key, int bound) {
        int hash = key.hashCode() * SPREAD;
        return (int) (((hash & 0xFFFF_FFFFL) * bound) >>> Integer.SIZE);
    }

    // --- changing ---

    /// Has this many seats that take tasks.
    ///
    /// @return those that need a worker
    List<Seat> resize(int size) {
        lock.lock();
        try {
            forgetDrained();
            return switch (spec.dispatch()) {
                case SHARED -> resizeShared(size);
                case ROUND_ROBIN, LEAST_LOADED, RANDOM -> resizeSeparate(size);
                case BY_KEY -> resizeKeyed(size);
            };
        } finally {
            lock.unlock();
        }
    }

    private List<Seat> resizeShared(int size) {
        Plan old = plan;
        Lane lane = old.lanes.length == 0 ? lane(null, null) : old.lanes[0];
        List<Seat> fresh = new ArrayList<>();
        Seat[] now = new Seat[size];
        for (int i = 0; i < size; i++) {
            now[i] = i < old.seats.length ? old.seats[i] : seat(lane, fresh);
        }
        plan = new Plan(new Lane[] {lane}, now, null);
        for (int i = size; i < old.seats.length; i++) {
            old.seats[i].leaving = true;
        }
        lane.wakeAll();
        return fresh;
    }

    private List<Seat> resizeSeparate(int size) {
        Plan old = plan;
        List<Seat> fresh = new ArrayList<>();
        Seat[] now = new Seat[size];
        Lane[] all = new Lane[size];
        for (int i = 0; i < size; i++) {
            now[i] = i < old.seats.length ? old.seats[i] : seat(lane(null, null), fresh);
            all[i] = now[i].lane;
        }
        plan = new Plan(all, now, null);
        for (int i = size; i < old.seats.length; i++) {
            shut(old.lanes[i]);
        }
        return fresh;
    }

    private List<Seat> resizeKeyed(int size) {
        Plan old = plan;
        List<Seat> fresh = new ArrayList<>();
        Generation generation = new Generation(size);
        Seat[] now = new Seat[size];
        Lane[] all = new Lane[size];
        for (int i = 0; i < size; i++) {
            all[i] = lane(generation, old.generation);
            if (i < old.seats.length) {
                now[i] = old.seats[i];
                old.lanes[i].successor = all[i];
            } else {
                now[i] = seat(all[i], fresh);
            }
        }
        plan = new Plan(all, now, generation);
        if (old.generation != null) {
            old.generation.next(List.of(all));
        }
        for (Lane lane : old.lanes) {
            shut(lane);
        }
        return fresh;
    }

    private Lane lane(@Nullable Generation generation, @Nullable Generation before) {
        Lane lane = new Lane(queue(), generation, before);
        lanes.add(lane);
        return lane;
    }

    private Seat seat(Lane lane, List<Seat> fresh) {
        Seat seat = new Seat(nextNumber++, lane);
        seats.add(seat);
        fresh.add(seat);
        return seat;
    }

    private static void shut(Lane lane) {
        lane.queue.close();
        lane.wakeAll();
        lane.letAllIn();
    }

    /// Closes all queues.
    void close() {
        for (Lane lane : plan.lanes) {
            shut(lane);
        }
    }

    /// Forgets a seat, if it is there.
    ///
    /// @return whether none is left
    boolean leave(Seat seat) {
        lock.lock();
        try {
            seats.remove(seat);
            return seats.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    List<Seat> seats() {
        lock.lock();
        try {
            return List.copyOf(seats);
        } finally {
            lock.unlock();
        }
    }

    private void forgetDrained() {
        for (Iterator<Lane> all = lanes.iterator(); all.hasNext(); ) {
            Lane lane = all.next();
            if (lane.isDrained()) {
                acceptedBefore += lane.queue.accepted();
                largestBefore = Math.max(largestBefore, lane.queue.largest());
                all.remove();
            }
        }
    }

    /// How many tasks the queues have accepted, those that are gone included.
    long accepted() {
        lock.lock();
        try {
            return acceptedBefore + lanes.stream().mapToLong(l -> l.queue.accepted()).sum();
        } finally {
            lock.unlock();
        }
    }

    int largestQueue() {
        lock.lock();
        try {
            return lanes.stream().mapToInt(l -> l.queue.largest()).reduce(largestBefore, Math::max);
        } finally {
            lock.unlock();
        }
    }

    List<Lane> lanes() {
        lock.lock();
        try {
            return List.copyOf(lanes);
        } finally {
            lock.unlock();
        }
    }
}
