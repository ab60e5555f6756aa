package io.trunkline.observer.internal.server;

import io.trunkline.engine.Node;
import io.trunkline.engine.watch.Watch;
import io.trunkline.engine.watch.WatchSpec;
import io.trunkline.observer.Observer;
import io.trunkline.observer.ObserverOptions;
import io.trunkline.observer.internal.history.History;
import io.trunkline.observer.internal.live.Live;
import io.trunkline.observer.internal.view.Actions;
import io.trunkline.observer.internal.view.HistoryView;
import io.trunkline.observer.internal.view.LatencyView;
import io.trunkline.observer.internal.view.PoolsView;
import io.trunkline.observer.internal.view.ProcessList;
import io.trunkline.observer.internal.view.ProcessView;
import io.trunkline.observer.internal.view.SystemView;
import io.trunkline.observer.internal.view.TablesView;
import io.trunkline.observer.internal.view.TreeView;
import io.trunkline.observer.internal.web.Route;
import io.trunkline.observer.internal.web.WebServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A running Observer: its parts, and the paths by which a browser reaches them.
final class LocalObserver implements Observer {
    private static final String EVENTS = "/api/events";

    /// Tighter than the defaults: whoever looks wants to know early.
    private static final WatchSpec WATCHED = WatchSpec.defaults().withMailbox(1_000, 100);

    private final Node node;
    private final ObserverOptions options;
    private final Consumer<LocalObserver> onClose;
    private final History history = new History();
    private final Live live;
    private final WebServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    LocalObserver(Node node, ObserverOptions options, Consumer<LocalObserver> onClose)
            throws IOException {
        this.node = node;
        this.options = options;
        this.onClose = onClose;
        SystemView system = new SystemView(node, history, options.actions());
        live = new Live(system::sample, () -> Watch.start(node, WATCHED, history::troubled));
        server = new WebServer(options, routes(system), EVENTS, live.events());
        node.addListener(history);
        server.start();
    }

    private Map<String, Route> routes(SystemView system) {
        ProcessView process = new ProcessView(node, history);
        HistoryView events = new HistoryView(node, history);
        TablesView tables = new TablesView(node);
        Map<String, Route> routes = new HashMap<>();
        routes.put("/api/system", Route.get(_ -> system.answer(live)));
        routes.put(
                "/api/processes",
                Route.get(
                        new ProcessList(node, history)::answer,
                        "search",
                        "sort",
                        "order",
                        "offset",
                        "limit"));
        routes.put("/api/process", Route.get(process::answer, "pid"));
        routes.put("/api/process/state", Route.get(process::state, "pid"));
        routes.put("/api/tree", Route.get(new TreeView(node, history)::answer, "children"));
        routes.put("/api/tables", Route.get(tables::answer));
        routes.put("/api/table", Route.get(tables::rows, "id", "page", "limit", "pattern"));
        routes.put("/api/pools", Route.get(new PoolsView(node)::answer));
        routes.put("/api/crashes", Route.get(events::crashes));
        routes.put("/api/reports", Route.get(events::reports));
        routes.put("/api/troubles", Route.get(events::troubles));
        routes.put("/api/dead-letters", Route.get(events::deadLetters));
        routes.put("/api/long-handlers", Route.get(events::longHandlers));
        addActions(routes);
        return routes;
    }

    private void addActions(Map<String, Route> routes) {
        Actions actions = new Actions(node);
        LatencyView latency = new LatencyView(node);
        routes.put("/api/latency", Route.get(latency::answer));
        routes.put("/api/latency/log", Route.get(latency::log));
        routes.put("/api/latency/measure", Route.post(latency::measure, "measure"));
        routes.put("/api/process/trace", Route.post(actions::trace, "pid", "trace"));
        routes.put("/api/process/suspend", Route.post(actions::suspend, "pid"));
        routes.put("/api/process/resume", Route.post(actions::resume, "pid"));
        routes.put("/api/process/exit", Route.post(actions::exit, "pid", "reason"));
    }

    @Override
    public URI uri() {
        InetAddress address = options.address();
        String host = address.isLoopbackAddress() ? "localhost" : address.getHostAddress();
        String literal = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
        return URI.create("http://" + literal + ":" + server.port() + "/");
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            node.removeListener(history);
            live.close();
            server.close();
            onClose.accept(this);
        }
    }

    @Override
    public String toString() {
        return "Observer[" + uri() + "]";
    }
}
