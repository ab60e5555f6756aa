package io.trunkline.engine.spi;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// A node, as Trunkline's other modules see it. Any thread may use it.
public interface NodeServices {
    /// The services of a node.
    ///
    /// @throws IllegalArgumentException if the node was not made by [Node#start()] or
    ///   [Node#simulated(long)]
    static NodeServices of(Node node) {
        if (node instanceof NodeServices services) {
            return services;
        }
        throw new IllegalArgumentException(
                "node must be made by Node.start or Node.simulated: node=" + node);
    }

    /// What a module keeps with the node, made when it is first asked for. If it is an
    /// [AutoCloseable] it is closed with the node, after all processes have ended; latest made
    /// first.
    ///
    /// @throws io.trunkline.engine.NodeClosed if the node is closed and has none
    <T> T extension(Class<T> type, Function<? super Node, ? extends T> maker);

    /// Who hears what happens on the node: tells it to all listeners and never throws.
    NodeListener listener();

    /// Whether it is a living process of this node that answers the requests of
    /// [io.trunkline.engine.sys.Sys]; to others they are messages like any other.
    boolean answersSys(Pid process);

    /// The process of this node whose code the calling thread runs; null if it runs none. A
    /// thread's implicit process has no code of its own and is not meant.
    @Nullable Pid running();

    /// Whether the calling thread may speak for a process: it runs its code, or it is the thread of
    /// this implicit process and runs nobody else's.
    boolean runs(Pid process);

    /// The node itself in the place of a process: the owner of what no process owns.
    Pid root();

    /// Whether it is a process of this node that is alive now.
    boolean isLocal(Pid process);

    /// Says what a process is to whoever started it, such as a supervisor's child's id; shown in
    /// [Node#tree()]. Does nothing to a dead one.
    void childId(Pid process, String id);

    /// Adds a hook for the end of a process.
    ///
    /// @return false if it is dead already, or of another node: the hook will not run
    boolean addExitHook(Pid process, ExitHook hook);

    /// Takes a hook away; does nothing if there is none or it has run. A hook may run once more
    /// while this returns, if the process is ending.
    void removeExitHook(Pid process, ExitHook hook);

    /// Puts a message into a mailbox as the runtime puts in EXIT and DOWN: it runs nobody's code,
    /// so it may be called under a lock; it is sent even if the calling process has been killed;
    /// and it is dropped without a word if the receiver is dead.
    void signal(Pid receiver, Object message);

    /// Makes something to wait for.
    Gate gate();

    /// How many messages wait in the mailbox of a process of this node; 0 if it is dead. A look at
    /// one that waits for a message costs next to nothing; else it is one at each message. What its
    /// behaviour has put off is not counted.
    int backlog(Pid process);

    /// Counts what the node has now; works on a closed node too. Looks at every process: for tests
    /// and tools.
    Census census();

    /// Runs an action once, `delay` from now on the node's clock. It runs on the thread of the
    /// timers: it must be quick and must not block. Once the node is closed nothing runs any more.
    Timeout schedule(Duration delay, Runnable action);

    /// Makes a process that will run `code` and end. What `code` throws is a crash.
    ///
    /// @param mayBlock whether it gets a virtual thread of its own; if not it runs on the node's
    ///   runners, or on the thread of who waits for it
    /// @param caller whom it is done for, the first of its [io.trunkline.engine.Self#callers()];
    ///   null for nobody
    /// @param parent its [io.trunkline.engine.Self#parent()]; null for the node. Not linked to it
    ///   unless [Job#start] is told to
    /// @throws UnsupportedOperationException if it may block and the node has no threads
    <T> Job<T> job(
            Callable<? extends T> code,
            boolean mayBlock,
            @Nullable Pid caller,
            @Nullable Pid parent);
}
