package io.trunkline.observer.internal.web;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Set;

/// What answers a path, and what it may be asked with.
///
/// @param action whether it changes something: asked by POST, and only if actions are allowed
public record Route(boolean action, Set<String> parameters, Handler handler) {
    /// Answers a request, on a thread of its own, which may block.
    @FunctionalInterface
    public interface Handler {
        /// The answer.
        ///
        /// @throws Refusal if it cannot be answered
        JsonNode answer(Query query);
    }

    /// A question.
    public static Route get(Handler handler, String... parameters) {
        return new Route(false, Set.of(parameters), handler);
    }

    /// An order.
    public static Route post(Handler handler, String... parameters) {
        return new Route(true, Set.of(parameters), handler);
    }

    String method() {
        return action ? "POST" : "GET";
    }
}
