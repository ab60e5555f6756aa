package io.trunkline.engine.task;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.Job;
import io.trunkline.engine.spi.NodeServices;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// A job and its owner, who alone may ask for the result.
///
/// @param linked whether the two are linked
record Tied<T>(NodeServices services, Node node, Job<T> job, Pid owner, boolean linked) {
    /// A job that the calling process owns, not yet started.
    ///
    /// @param parent the job's parent; null for the owner
    static <T> Tied<T> make(
            Node node, Callable<? extends T> code, @Nullable Pid parent, boolean linked) {
        NodeServices services = NodeServices.of(node);
        Pid owner = node.self().pid();
        Pid above = parent == null ? owner : parent;
        return new Tied<>(services, node, job(services, code, owner, above), owner, linked);
    }

    static <T> Job<T> job(
            NodeServices services,
            Callable<? extends T> code,
            @Nullable Pid caller,
            @Nullable Pid parent) {
        return services.job(code, !(code instanceof NonBlocking<?>), caller, parent);
    }

    /// Starts it as a child of its owner.
    Tied<T> start() {
        job.start(List.of(owner));
        return this;
    }

    void checkOwner() {
        if (!services.runs(owner)) {
            throw new IllegalStateException(
                    "a task must be asked by its owner: task="
                            + job.pid()
                            + ", owner="
                            + owner
                            + ", caller="
                            + services.running());
        }
    }

    /// Waits for it.
    ///
    /// @return whether it is done
    boolean await(Duration timeout) {
        try {
            boolean done = job.await(timeout);
            if (done) {
                forgetExit();
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaskFailed.Interrupted("await(" + job.pid() + ", " + timeout + ")");
        }
    }

    /// Takes the exit signal of a failed task out of the mailbox of an owner that traps exits: who
    /// gets the result has the news.
    private void forgetExit() {
        if (linked && job.failure() != null) {
            node.self().unlinkFlush(job.pid());
        }
    }

    /// What it came to, once it is done.
    TaskResult<T> result() {
        ExitReason failure = job.failure();
        return failure == null
                ? new TaskResult.Ok<>(job.value())
                : new TaskResult.Exited<>(failure);
    }

    /// Makes it end without harm to the owner; does not wait.
    void end(ExitReason reason) {
        unlink();
        job.pid().exit(reason);
    }

    void unlink() {
        if (linked) {
            node.self().unlinkFlush(job.pid());
        }
    }
}
