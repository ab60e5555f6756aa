package io.trunkline.examples.gateway;

/// How often one client may come.
///
/// @param perSecond how many requests a second, in the long run
/// @param burst how many at once, after a pause
public record RateLimit(double perSecond, int burst) {
    public RateLimit {
        if (!(perSecond > 0 && perSecond <= 1e9)) {
            throw new IllegalArgumentException(
                    "perSecond must be in (0, 1e9]: perSecond=" + perSecond);
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst must be >= 1: burst=" + burst);
        }
    }
}
