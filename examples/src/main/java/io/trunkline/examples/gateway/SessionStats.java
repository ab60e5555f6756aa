package io.trunkline.examples.gateway;

/// What a session has done so far; immutable.
///
/// @param requests how many requests it has begun with
/// @param served how many of them the upstream served
/// @param rateLimited how many it refused
/// @param unavailable how many of them found the circuit open, or no connection
/// @param failed how many the upstream did not serve
/// @param bytes how many bytes were served
public record SessionStats(
        long requests, long served, long rateLimited, long unavailable, long failed, long bytes) {
    static final SessionStats NOTHING = new SessionStats(0, 0, 0, 0, 0, 0);

    /// How many requests wait for the upstream.
    public long outstanding() {
        return requests - served - rateLimited - unavailable - failed;
    }

    /// With one more that is begun with.
    SessionStats begin() {
        return new SessionStats(requests + 1, served, rateLimited, unavailable, failed, bytes);
    }

    /// With one of these refused for the client's rate.
    SessionStats limit() {
        return new SessionStats(requests, served, rateLimited + 1, unavailable, failed, bytes);
    }

    /// With one of these that the upstream was not asked for.
    SessionStats miss() {
        return new SessionStats(requests, served, rateLimited, unavailable + 1, failed, bytes);
    }

    /// With one of these that the upstream was asked for.
    SessionStats finish(Upstream.Result result) {
        return switch (result) {
            case Upstream.Fetched(_, long more) ->
                    new SessionStats(
                            requests, served + 1, rateLimited, unavailable, failed, bytes + more);
            case Upstream.Failure _ ->
                    new SessionStats(requests, served, rateLimited, unavailable, failed + 1, bytes);
        };
    }
}
