package io.trunkline.engine;

import java.util.Objects;

/// A key for what a process keeps for itself; OTP's process dictionary, typed.
///
/// ```java
/// private static final Local<Trace> TRACE = Local.named("trace");
///
/// self.put(TRACE, trace);
/// Optional<Trace> trace = self.get(TRACE);
/// ```
///
/// Every process has values of its own, none at its start; they go with it. Code that is called by
/// many processes uses them for what it cannot take as an argument. A server's state is the better
/// place for everything else.
///
/// A key is equal only to itself, so make one per use and keep it in a constant. The name is for
/// people: [ProcessInfo#locals()] shows it.
///
/// @param <T> the values
@SuppressWarnings("UnusedTypeParameter") // what Self.get and put take and give
public final class Local<T> {
    private final String name;

    private Local(String name) {
        this.name = name;
    }

    /// Makes a key.
    public static <T> Local<T> named(String name) {
        return new Local<>(Objects.requireNonNull(name, "name"));
    }

    @Override
    public String toString() {
        return name;
    }
}
