package io.trunkline.engine;

/// A request to a server whose reply is an `R`. Requests are immutable, usually records.
///
/// ```java
/// public sealed interface Request<R> extends Call<R> {}
/// public record Get() implements Request<Integer> {}
/// ```
///
/// @param <R> what the server replies
public interface Call<R> {}
