package io.trunkline.engine.statem;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Self;
import io.trunkline.engine.TimerRef;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/// The time-outs of a machine that has any. Confined to it.
///
/// A running time-out is the object in its place: the message of one that was cancelled or set
/// again is another object, and stale.
final class Timeouts {
    /// Keys of the two time-outs without a name of the application's.
    enum Key {
        STATE,
        EVENT
    }

    static final Key STATE = Key.STATE;
    static final Key EVENT = Key.EVENT;

    /// One time-out, and the message that says that its time is up.
    static final class Timeout implements Behaviour.Notice {
        final Object key;
        final Object event;
        @Nullable TimerRef timer;

        Timeout(Object key, Object event) {
            this.key = key;
            this.event = event;
        }

        @Override
        public String toString() {
            return "timeout(" + key + ", " + event + ")";
        }
    }

    private @Nullable Timeout state;
    private @Nullable Timeout event;
    private final Map<Object, Timeout> named = new HashMap<>(4);

    /// Those of zero, which need no timer, in the order set.
    private final ArrayDeque<Timeout> due = new ArrayDeque<>(2);

    void set(Object key, Duration after, Object content, Self self) {
        cancel(key);
        Timeout timeout = new Timeout(key, content);
        put(key, timeout);
        if (after.isZero()) {
            due.add(timeout);
        } else {
            timeout.timer = self.sendAfter(after, timeout);
        }
    }

    void cancel(Object key) {
        Timeout timeout = remove(key);
        if (timeout != null) {
            TimerRef timer = timeout.timer;
            if (timer == null) {
                due.remove(timeout);
            } else {
                timer.cancel();
            }
        }
    }

    void cancelState() {
        if (state != null) {
            cancel(STATE);
        }
    }

    void cancelEvent() {
        if (event != null) {
            cancel(EVENT);
        }
    }

    /// Takes a time-out whose time is up.
    ///
    /// @return false if it is stale
    boolean take(Timeout timeout) {
        if (find(timeout.key) != timeout) {
            return false;
        }
        remove(timeout.key);
        return true;
    }

    /// Takes the next one of zero.
    @Nullable Timeout takeDue() {
        Timeout timeout = due.poll();
        if (timeout != null) {
            remove(timeout.key);
        }
        return timeout;
    }

    boolean isDue() {
        return !due.isEmpty();
    }

    private @Nullable Timeout find(Object key) {
        return key == STATE ? state : key == EVENT ? event : named.get(key);
    }

    private void put(Object key, Timeout timeout) {
        if (key == STATE) {
            state = timeout;
        } else if (key == EVENT) {
            event = timeout;
        } else {
            named.put(key, timeout);
        }
    }

    private @Nullable Timeout remove(Object key) {
        Timeout timeout;
        if (key == STATE) {
            timeout = state;
            state = null;
        } else if (key == EVENT) {
            timeout = event;
            event = null;
        } else {
            timeout = named.remove(key);
        }
        return timeout;
    }
}
