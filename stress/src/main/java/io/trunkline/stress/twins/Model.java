package io.trunkline.stress.twins;

import io.trunkline.engine.internal.mailbox.Mailbox;
import io.trunkline.engine.internal.mailbox.UnboundedMailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The state word and the mailbox of a process, as in `ProcessCell` and `ScheduledProcess`, and
/// nothing else. Each overridable method is a step that some twin leaves out.
class Model {
    static final int IDLE = 0;
    static final int SCHEDULED = 1;
    static final int POLLING = 2;
    static final int HANDLING = 3;
    static final int DEAD = 4;

    private static final int PHASE = 7;
    private static final int LATE = 8;

    final Mailbox mailbox = new UnboundedMailbox();
    private volatile int state;

    // plain: the run right must order them
    private String handled = "";
    private String dead = "";

    // --- senders ---

    final void send(String message) {
        if (phase() == DEAD) {
            undeliverable(message);
            return;
        }
        mailbox.offer(message);
        if (phase() == IDLE && cas(IDLE, SCHEDULED)) {
            return; // a runner will come
        }
        if (phase() == DEAD) {
            drainLate();
        }
    }

    final void call(String call) {
        if (!runCall(call)) {
            send(call);
        }
    }

    private boolean runCall(String call) {
        if (!cas(IDLE, POLLING)) {
            return false;
        }
        if (!mayRunBefore()) {
            state = SCHEDULED;
            return false;
        }
        state = HANDLING;
        handle(call);
        endCallersRun();
        return true;
    }

    /// The look into the mailbox before a caller runs its own call.
    boolean mayRunBefore() {
        return mailbox.isEmpty();
    }

    /// The end of a caller's run, with a look at what came meanwhile.
    void endCallersRun() {
        if (cas(HANDLING, IDLE) && !mailbox.isEmpty()) {
            cas(IDLE, SCHEDULED);
        }
    }

    // --- turns ---

    final void turn() {
        if (!cas(SCHEDULED, POLLING)) {
            return;
        }
        for (int misses = 0; misses < patience(); misses++) {
            Object message = mailbox.relaxedPoll();
            if (message != null) {
                state = HANDLING;
                handle((String) message);
                if (!cas(HANDLING, POLLING)) {
                    return;
                }
            } else {
                goIdle();
                if (!looksAgain() || !cas(IDLE, POLLING)) {
                    return;
                }
            }
        }
    }

    /// POLLING to IDLE, ordered before the look that follows.
    void goIdle() {
        state = IDLE;
    }

    /// The second look, after the phase is IDLE.
    boolean looksAgain() {
        return !mailbox.isEmpty();
    }

    private void handle(String message) {
        handled = handled.isEmpty() ? message : handled + " -> " + message;
    }

    // --- death ---

    final void kill() {
        int s;
        do {
            s = state;
            if (s >= DEAD) {
                return;
            }
        } while (mustWait(s) || !casState(s, DEAD + LATE));
        drainFrom(1);
    }

    /// Whether a killer waits for the one who polls.
    boolean mustWait(int s) {
        return s == POLLING;
    }

    /// What a sender does that offered to a dead process.
    void drainLate() {
        if ((int) STATE.getAndAdd(this, LATE) < DEAD + LATE) {
            drainFrom(1);
        }
    }

    private void drainFrom(int seen) {
        int rounds = 0;
        for (int mine = seen; mine != 0 && rounds < patience(); rounds++) {
            drainAll();
            int before = (int) STATE.getAndAdd(this, -mine * LATE) / LATE;
            mine = before - mine;
        }
    }

    final void drainAll() {
        for (int misses = 0; misses < patience() && !mailbox.isEmpty(); misses++) {
            Object message = mailbox.relaxedPoll();
            if (message != null) {
                undeliverable((String) message);
            }
        }
    }

    /// When to stop polling, and draining: never, unless two owners at once can have broken the
    /// mailbox or the count of drains.
    int patience() {
        return Integer.MAX_VALUE;
    }

    synchronized void undeliverable(String message) {
        dead = dead.isEmpty() ? message : dead + " & " + message;
    }

    // --- the verdict ---

    /// Runs what is scheduled, when all actors are done.
    ///
    /// @return what was handled, in order, and what is wrong
    final String settle() {
        while (phase() == SCHEDULED) {
            turn();
        }
        return phase() == IDLE && !mailbox.isEmpty() ? handled + ", left behind" : handled;
    }

    /// How many messages were handled or are dead letters.
    final int accounted() {
        return count(handled) + count(dead);
    }

    private static int count(String list) {
        return list.isEmpty() ? 0 : list.split(" -> | & ").length;
    }

    final void stateRelease(int next) {
        STATE.setRelease(this, next);
    }

    final boolean cas(int from, int to) {
        return casState(from, to);
    }

    private int phase() {
        return state & PHASE;
    }

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Model.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean casState(int expected, int next) {
        return STATE.compareAndSet(this, expected, next);
    }
}
