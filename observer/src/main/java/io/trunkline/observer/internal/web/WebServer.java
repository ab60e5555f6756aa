package io.trunkline.observer.internal.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.trunkline.observer.ObserverOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The JDK's HTTP server with a virtual thread a request. Every request passes the same gates, in
/// this order: length, host, token, path, method, parameters.
public final class WebServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    private static final int LONGEST_URI = 4_000;
    private static final int BACKLOG = 64;

    private final Map<String, Route> routes;
    private final String eventsPath;
    private final EventSource events;
    private final HttpServer server;
    private final Doorkeeper doorkeeper;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("trunkline-observer-", 0).factory());

    /// Binds the port; nothing is answered before [#start()].
    ///
    /// @throws IOException if the port cannot be bound
    public WebServer(
            ObserverOptions options,
            Map<String, Route> routes,
            String eventsPath,
            EventSource events)
            throws IOException {
        this.routes = Map.copyOf(routes);
        this.eventsPath = eventsPath;
        this.events = events;
        server =
                HttpServer.create(
                        new InetSocketAddress(options.address(), options.port()), BACKLOG);
        doorkeeper = new Doorkeeper(options, port());
        server.createContext("/", this::handle);
        server.setExecutor(threads);
    }

    /// Begins to answer.
    public void start() {
        // the server's own thread keeps the JVM alive unless its maker is a daemon
        Thread starter = Thread.ofPlatform().daemon().unstarted(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The port that is bound.
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        Answer answer = new Answer(exchange);
        try (exchange) {
            try {
                respond(exchange, answer);
            } catch (Refusal refusal) {
                answer.refuse(refusal);
            } catch (RuntimeException e) {
                log.error("{} failed", exchange.getRequestURI().getPath(), e);
                answer.refuse(new Refusal(500, "request must not fail: " + e.getClass().getName()));
            }
        } catch (IOException gone) {
            log.debug("a browser has gone", gone);
        }
    }

    private void respond(HttpExchange exchange, Answer answer) throws IOException {
        if (exchange.getRequestURI().toString().length() > LONGEST_URI) {
            throw new Refusal(414, "URL must have <= " + LONGEST_URI + " characters");
        }
        doorkeeper.checkHost(exchange);
        String path = exchange.getRequestURI().getPath();
        Query query = Query.parse(exchange.getRequestURI().getRawQuery());
        if (path.equals("/") && query.find("token").filter(doorkeeper::isToken).isPresent()) {
            answer.redirectHome(doorkeeper.setCookie());
            return;
        }
        if (!doorkeeper.admits(exchange)) {
            throw new Refusal(401, "token must be shown: as /?token=..., or as a bearer");
        }
        if (path.equals(eventsPath)) {
            checkMethod(exchange, answer, "GET");
            answer.stream(events);
            return;
        }
        Assets.Asset asset = Assets.byPath().get(path);
        if (asset != null) {
            checkMethod(exchange, answer, "GET");
            answer.send(asset);
            return;
        }
        Route route = routes.get(path);
        if (route == null) {
            throw Refusal.notFound("path must be one of this page");
        }
        checkMethod(exchange, answer, route.method());
        if (route.action()) {
            doorkeeper.checkAction(exchange);
        }
        query.allowOnly(route.parameters());
        answer.send(route.handler().answer(query));
    }

    private static void checkMethod(HttpExchange exchange, Answer answer, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            answer.allow(method);
            throw new Refusal(405, "method must be " + method);
        }
    }
}
