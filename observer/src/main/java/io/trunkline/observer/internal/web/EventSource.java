package io.trunkline.observer.internal.web;

import java.io.IOException;

/// What goes on and on being told to a browser.
public interface EventSource {
    /// Tells events to `out` until this ends them or it throws; blocks.
    ///
    /// @throws Refusal before the first event, if there are too many who listen
    void run(Listener out) throws IOException;

    /// Where events go.
    @FunctionalInterface
    interface Listener {
        /// Sends an event.
        ///
        /// @param name one word
        /// @param data one line
        void send(String name, String data) throws IOException;
    }
}
