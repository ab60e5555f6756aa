package io.trunkline.observer.internal.web;

/// Says why a request is not answered; becomes an answer of status 4xx or 503.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /// Refuses with a status of HTTP.
    public Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /// What was asked for makes no sense.
    public static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    /// What was asked for is not there.
    public static Refusal notFound(String message) {
        return new Refusal(404, message);
    }

    int status() {
        return status;
    }
}
