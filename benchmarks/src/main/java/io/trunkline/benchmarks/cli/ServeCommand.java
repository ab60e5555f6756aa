package io.trunkline.benchmarks.cli;

import io.trunkline.benchmarks.replay.ChaosOptions;
import io.trunkline.benchmarks.replay.Killer;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.examples.gateway.Gateway;
import io.trunkline.examples.gateway.GatewayOptions;
import io.trunkline.examples.gateway.SimulatedUpstream;
import io.trunkline.examples.web.WebGateway;
import io.trunkline.observer.Observer;
import io.trunkline.observer.ObserverOptions;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.metrics.Inspectables;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// Runs the gateway of the examples over HTTP, and an Observer beside it, until it is interrupted.
@Command(
        name = "serve",
        description = {
            "Answers HTTP with the example gateway, whose upstream is simulated, on the loopback"
                    + " interface; a client is known by its header X-Client, or by its address.",
            ""
        },
        footer = {
            "",
            "Ctrl-C lets requests that have begun end, says what was answered, and exits.",
            "Exit codes: 0 done, 2 wrong usage or a port that is taken, 130 interrupted."
        })
final class ServeCommand implements Callable<Integer> {
    private static final int DRAIN_SECONDS = 5;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            converter = PortNumber.class,
            description = "Where the gateway is; 0 for any port. Default: ${DEFAULT-VALUE}.")
    private Integer port = 8080;

    @Option(
            names = "--observer",
            paramLabel = "PORT",
            converter = PortNumber.class,
            description = "Where the Observer is; 0 for any port. Default: there is none.")
    private @Nullable Integer observerPort;

    @Option(
            names = "--actions",
            description = "Lets the Observer suspend, trace and end processes.")
    private boolean actions;

    @Option(
            names = "--chaos",
            paramLabel = "N",
            defaultValue = "0",
            converter = KillRate.class,
            description =
                    "Kills N processes of the gateway a second at random, supervisors among them."
                            + " Default: ${DEFAULT-VALUE}.")
    private Integer chaos = 0;

    @Option(
            names = "--chaos-seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Decides who is killed, and when. Default: ${DEFAULT-VALUE}.")
    private long chaosSeed = 1;

    /// Returns the command with its parser.
    static CommandLine commandLine() {
        return new CommandLine(new ServeCommand()).setParameterExceptionHandler(new UsageErrors());
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        var interrupted = new CountDownLatch(1);
        try (var _ = new InterruptGuard(interrupted::countDown)) {
            serve(interrupted);
            return InterruptGuard.INTERRUPTED;
        } catch (IOException | UncheckedIOException failure) {
            err.println("trunkline serve: port must be free: " + failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private void serve(CountDownLatch interrupted) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var upstream = new SimulatedUpstream(SimulatedUpstream.Options.defaults());
        var options = GatewayOptions.defaults();
        try (Node node = Node.start(NodeOptions.defaults().withName("serve"));
                Gateway gateway = Gateway.start(node, upstream, circuit(node, options), options)) {
            var web = WebGateway.start(gateway, address(port), DRAIN_SECONDS);
            try (web) {
                Map<String, Long> kills = run(node, gateway, web, interrupted, out);
                out.println("draining");
                out.flush();
                if (chaos > 0) {
                    out.println("kills:    " + kills);
                }
            }
            out.println("answered: " + web.answered());
            out.flush();
        }
    }

    private Map<String, Long> run(
            Node node, Gateway gateway, WebGateway web, CountDownLatch interrupted, PrintWriter out)
            throws InterruptedException {
        try (Observer observer = observer(node)) {
            out.println("gateway:  http://localhost:" + web.port() + "/");
            if (observer != null) {
                out.println("observer: " + observer.uri());
            }
            out.println("Ctrl-C ends it.");
            out.flush();
            if (chaos == 0) {
                interrupted.await();
                return Map.of();
            }
            var options = new ChaosOptions(chaos, chaosSeed);
            Killer killer = new Killer(gateway, options, node.clock().nanoTime());
            try (killer) {
                interrupted.await();
            }
            return killer.kills();
        }
    }

    /// The gateway's breaker, where the Observer finds it.
    private static CircuitBreaker circuit(Node node, GatewayOptions options) {
        CircuitBreaker breaker = Gateway.circuit(node, options).build();
        Inspectables.of(node).add(breaker);
        return breaker;
    }

    private @Nullable Observer observer(Node node) {
        return observerPort == null
                ? null
                : Observer.start(
                        node,
                        ObserverOptions.defaults().withPort(observerPort).withActions(actions));
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
