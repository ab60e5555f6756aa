package io.trunkline.observer.internal.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What is sent back; every answer bears the headers that keep a page from doing what it should
/// not.
final class Answer {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";
    private static final String JSON = "application/json; charset=utf-8";

    private final HttpExchange exchange;
    private boolean begun;

    Answer(HttpExchange exchange) {
        this.exchange = exchange;
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    void allow(String method) {
        exchange.getResponseHeaders().set("Allow", method);
    }

    void send(JsonNode json) throws IOException {
        send(200, JSON, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    void send(Assets.Asset asset) throws IOException {
        send(200, asset.type(), asset.bytes());
    }

    /// Says why not, unless the answer has begun already and can only be cut off.
    void refuse(Refusal refusal) throws IOException {
        if (!begun) {
            String text =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("status", refusal.status())
                            .put("error", refusal.getMessage())
                            .toString();
            send(refusal.status(), JSON, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Sends the browser to the first page, under a URL without the token.
    void redirectHome(String cookie) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Set-Cookie", cookie);
        headers.set("Location", "/");
        begun = true;
        exchange.sendResponseHeaders(303, -1);
    }

    /// Sends events until there are no more or the browser is gone.
    void stream(EventSource events) throws IOException {
        events.run(new EventWriter());
    }

    private void send(int status, String type, byte[] bytes) throws IOException {
        begun = true;
        exchange.getResponseHeaders().set("Content-Type", type);
        if (bytes.length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    /// Writes events; the answer begins with the first, as there may be a refusal instead.
    private final class EventWriter implements EventSource.Listener {
        private @Nullable OutputStream body;

        @Override
        public void send(String name, String data) throws IOException {
            OutputStream out = body;
            if (out == null) {
                begun = true;
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                out = new BufferedOutputStream(exchange.getResponseBody());
                body = out;
            }
            String text = "event: " + name + "\ndata: " + data + "\n\n";
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
