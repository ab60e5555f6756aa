package io.trunkline.examples.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.trunkline.examples.gateway.ClientRequest;
import io.trunkline.examples.gateway.Gateway;
import io.trunkline.examples.gateway.Response;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/// A gateway over HTTP: the JDK's server, and a virtual thread a request that waits for the answer.
///
/// Who asks is in the header `X-Client`, as a proxy would set it, or else the address.
public final class WebGateway implements AutoCloseable {
    private static final int LONGEST_CLIENT = 100;

    private final Gateway gateway;
    private final HttpServer server;
    private final int drainSeconds;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, LongAdder> answered = new ConcurrentHashMap<>();

    private WebGateway(Gateway gateway, HttpServer server, int drainSeconds) {
        this.gateway = gateway;
        this.server = server;
        this.drainSeconds = drainSeconds;
    }

    /// Begins to answer. The gateway stays the caller's to close, after this.
    ///
    /// @param address where; port 0 for any that is free
    /// @param drainSeconds how long [#close()] waits for requests that have begun
    /// @throws IOException if the port cannot be bound
    public static WebGateway start(Gateway gateway, InetSocketAddress address, int drainSeconds)
            throws IOException {
        HttpServer server = HttpServer.create(address, 1_024);
        WebGateway web = new WebGateway(gateway, server, drainSeconds);
        server.createContext("/", web::handle);
        server.setExecutor(web.threads);
        server.start();
        return web;
    }

    /// The port that is bound.
    public int port() {
        return server.getAddress().getPort();
    }

    /// How many requests were answered, by how.
    public Map<String, Long> answered() {
        Map<String, Long> counts = new TreeMap<>();
        answered.forEach((how, count) -> counts.put(how, count.sum()));
        return counts;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ClientRequest request =
                    new ClientRequest(
                            clientOf(exchange),
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath());
            Response response = gateway.handle(request).join().response();
            answered.computeIfAbsent(response.getClass().getSimpleName(), _ -> new LongAdder())
                    .increment();
            answer(exchange, response);
        }
    }

    private static String clientOf(HttpExchange exchange) {
        String client = exchange.getRequestHeaders().getFirst("X-Client");
        return client == null || client.isEmpty() || client.length() > LONGEST_CLIENT
                ? exchange.getRemoteAddress().getAddress().getHostAddress()
                : client;
    }

    private static void answer(HttpExchange exchange, Response response) throws IOException {
        switch (response) {
            case Response.Served(int status, long bytes) ->
                    send(exchange, status, bytes + " bytes from upstream\n");
            case Response.RateLimited(var retryAfter) -> {
                long seconds = Math.max(1, retryAfter.toSeconds());
                exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
                send(exchange, 429, "come back in " + retryAfter + "\n");
            }
            case Response.CircuitOpen(var retryAfter) -> {
                long seconds = Math.max(1, retryAfter.toSeconds());
                exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
                send(exchange, 503, "upstream fails too often\n");
            }
            case Response.NoConnection() -> send(exchange, 503, "no connection to upstream\n");
            case Response.UpstreamFailed(var failure) ->
                    send(exchange, 502, "upstream: " + failure + "\n");
            case Response.SessionFailed(var reason) ->
                    send(exchange, 503, "session: " + reason + "\n");
            case Response.Overdue(var timeout) ->
                    send(exchange, 504, "no answer within " + timeout + "\n");
            case Response.Closed() -> send(exchange, 503, "closed\n");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// Lets nobody in any more, waits for requests that have begun, and frees the port.
    @Override
    public void close() {
        server.stop(drainSeconds);
        threads.close();
    }
}
