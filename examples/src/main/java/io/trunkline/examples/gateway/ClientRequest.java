package io.trunkline.examples.gateway;

import java.util.Objects;

/// What a client asks for.
///
/// @param client who asks, such as an address; requests of one client share a session
public record ClientRequest(String client, String method, String path) {
    public ClientRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        if (client.isEmpty()) {
            throw new IllegalArgumentException("client must not be empty: client=\"\"");
        }
    }
}
