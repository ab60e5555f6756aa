package io.trunkline.pool.resource;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/// No resource was free in time. The message says what the pool looked like, this caller among
/// those waiting: `checkout(db, PT1S): 10 of 10 in use, 42 waiting, oldest for 3.1 s`. The cause,
/// if there is one, is why the last resource could not be started.
public final class CheckoutTimeout extends RuntimeException {
    private static final long serialVersionUID = 1;

    CheckoutTimeout(String pool, Duration timeout, Moment moment, @Nullable Throwable lastFailure) {
        super(
                "checkout(" + pool + ", " + timeout + "): " + moment.text(lastFailure != null),
                lastFailure);
    }

    /// The pool when the time was up.
    record Moment(int inUse, int most, int starting, int waiting, long oldestNanos) {
        String text(boolean failing) {
            return String.format(
                    Locale.ROOT,
                    "%d of %d in use%s, %d waiting, oldest for %.1f s",
                    inUse,
                    most,
                    startingText(failing),
                    waiting,
                    oldestNanos / 1e9);
        }

        private String startingText(boolean failing) {
            if (starting == 0) {
                return "";
            }
            return ", " + starting + (failing ? " starting and failing" : " starting");
        }
    }
}
