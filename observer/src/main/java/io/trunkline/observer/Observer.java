package io.trunkline.observer;

import io.trunkline.engine.Node;

import java.net.URI;

/// A web page that shows what a node is doing: OTP's `observer`, in the browser.
///
/// ```java
/// Observer observer = Observer.start(node, 4000);
/// observer.uri(); // http://localhost:4000/
/// ```
///
/// It ends with [#close()], or with its node. Several may run on one node.
///
/// *Cost.* It listens to what is rare (crashes, restarts, dead letters) from its start on. It looks
/// at the node once a second while a browser is connected, and walks over the processes when their
/// list is asked for; no process is stopped for that. While nobody looks it does nothing.
///
/// *Who may look.* Unless the options say otherwise it is bound to the loopback interface, shows
/// what there is and changes nothing; see [ObserverOptions].
///
/// Thread-safe.
public interface Observer extends AutoCloseable {
    /// Starts one with the default options on a port of the loopback interface.
    ///
    /// @param port 0 for any that is free
    /// @throws java.io.UncheckedIOException if the port cannot be bound
    /// @throws IllegalArgumentException if the node is simulated: it runs only while it is told to
    /// @throws io.trunkline.engine.NodeClosed if the node is closed
    static Observer start(Node node, int port) {
        return start(node, ObserverOptions.defaults().withPort(port));
    }

    /// Starts one with options; see [#start(Node, int)].
    static Observer start(Node node, ObserverOptions options) {
        return ObserverProvider.installed().start(node, options);
    }

    /// Where its first page is; without the token, if one is needed.
    URI uri();

    /// Ends it: the port is free and connected browsers are cut off when this returns. Idempotent.
    @Override
    void close();
}
