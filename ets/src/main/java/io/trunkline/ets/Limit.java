package io.trunkline.ets;

/// How many results a [Chunk] has at most.
public record Limit(int count) {
    /// @throws BadArg if it is less than one
    public Limit {
        if (count < 1) {
            throw new BadArg("limit must be >= 1: limit=" + count);
        }
    }

    /// At most `count` results at a time.
    public static Limit limit(int count) {
        return new Limit(count);
    }
}
