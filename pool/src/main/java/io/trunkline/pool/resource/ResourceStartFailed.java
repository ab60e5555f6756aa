package io.trunkline.pool.resource;

/// A resource could not be started for a caller that would not wait for another; the cause says
/// why. The pool goes on trying if it needs one.
public final class ResourceStartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    ResourceStartFailed(String pool, Throwable cause) {
        super("ResourceStartFailed: pool=" + pool + ", cause=" + cause, cause);
    }
}
