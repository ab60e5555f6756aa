package io.trunkline.examples.gateway;

/// What a session has done so far; immutable.
///
/// @param requests how many requests it has begun with
/// @param served how many of them the upstream served
/// @param rateLimited how many it refused
/// @param failed how many the upstream did not serve
/// @param bytes how many bytes were served
public record SessionStats(long requests, long served, long rateLimited, long failed, long bytes) {
    static final SessionStats NOTHING = new SessionStats(0, 0, 0, 0, 0);

    /// How many requests wait for the upstream.
    public long outstanding() {
        return requests - served - rateLimited - failed;
    }

    SessionStats admit() {
        return new SessionStats(requests + 1, served, rateLimited, failed, bytes);
    }

    SessionStats refuse() {
        return new SessionStats(requests + 1, served, rateLimited + 1, failed, bytes);
    }

    SessionStats finish(Upstream.Result result) {
        return switch (result) {
            case Upstream.Fetched(_, long more) ->
                    new SessionStats(requests, served + 1, rateLimited, failed, bytes + more);
            case Upstream.Failure _ ->
                    new SessionStats(requests, served, rateLimited, failed + 1, bytes);
        };
    }
}
