package io.trunkline.engine.internal.process;

import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.internal.scheduler.Carrier;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// What the runtime knows of one thread: which process's code it is running, and how deep in calls
/// that it runs itself. Confined to its thread, but for the current process, which killers read.
public final class Context extends Carrier {
    private static final ThreadLocal<Context> CURRENT = ThreadLocal.withInitial(Context::new);

    /// The process whose code this thread runs; null in code that belongs to no process.
    private @Nullable ProcessCell current;

    /// How many handlers this thread is inside of.
    int depth;

    /// Whether an interrupt aimed at this thread came while it ran somebody else's handler.
    boolean interruptDeferred;

    /// For [#picks(int)]; never zero.
    private int random = System.identityHashCode(this) | 1;

    /// Implicit processes of this thread, one a node; weakly, as a thread may outlive its nodes.
    private final List<WeakReference<ThreadedProcess>> implicit = new ArrayList<>(0);

    final Burials burials = new Burials(this);

    private Context() {}

    /// The calling thread's.
    public static Context current() {
        return CURRENT.get();
    }

    /// As another thread sees it: the process whose code the thread runs.
    public @Nullable ProcessCell running() {
        return processVolatile();
    }

    @Nullable ProcessCell process() {
        return current;
    }

    /// Whether the code that this thread runs is that of `process`: an implicit process has all
    /// code of its thread that belongs to no other.
    public boolean runs(ProcessCell process) {
        return current == process
                || (current == null
                        && process instanceof ThreadedProcess threaded
                        && threaded.thread() == thread());
    }

    /// Whether this thread is inside code of `process`, be it below that of others on the stack: it
    /// must not wait for that process.
    boolean isInside(ProcessCell process) {
        // racy: whatever else is read there, it is this only if this thread has written it
        return runs(process) || process.holder == this;
    }

    /// Changes whose code this thread runs, in a place where no killer can be looking: before the
    /// process's phase becomes HANDLING, which publishes it.
    void process(@Nullable ProcessCell process) {
        current = process;
    }

    /// Changes whose code this thread runs while another process of it is in phase HANDLING.
    void processVolatile(@Nullable ProcessCell process) {
        // volatile: ordered before the read of the outer process's state that follows; pairs with
        // the killer's CAS of that state and its read in processVolatile()
        PROCESS.setVolatile(this, process);
    }

    /// As a killer reads it.
    @Nullable ProcessCell processVolatile() {
        return (ProcessCell) PROCESS.getVolatile(this);
    }

    /// Whether to look at the message that this thread is about to send: at random, so that no
    /// pattern in what it sends is in step with it.
    ///
    /// @param every one in so many, on average
    boolean picks(int every) {
        int r = random;
        r ^= r << 13;
        r ^= r >>> 17;
        r ^= r << 5;
        random = r;
        // the upper half of the product is uniform in 0..every-1
        return ((Integer.toUnsignedLong(r) * every) >>> Integer.SIZE) == 0;
    }

    /// This thread's living implicit process on a node.
    @Nullable ThreadedProcess implicitOn(Home home) {
        for (WeakReference<ThreadedProcess> ref : implicit) {
            ThreadedProcess process = ref.get();
            if (process != null && process.home == home && process.isAlive()) {
                return process;
            }
        }
        return null;
    }

    void addImplicit(ThreadedProcess process) {
        implicit.removeIf(ref -> {
            ThreadedProcess older = ref.get();
            return older == null || older.isDead();
        });
        implicit.add(new WeakReference<>(process));
    }

    /// Stops code that runs on although its process is dead.
    ///
    /// @throws ProcessExit if this thread runs the code of a process that has been killed
    void checkAlive() {
        ProcessCell process = current;
        if (process != null && process.isDead()) {
            throw process.exitNow();
        }
    }

    private static final VarHandle PROCESS;

    static {
        try {
            PROCESS =
                    MethodHandles.lookup()
                            .findVarHandle(Context.class, "current", ProcessCell.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
