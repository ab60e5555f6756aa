package io.trunkline.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.engine.Node;
import io.trunkline.observer.Observer;
import io.trunkline.observer.ObserverOptions;
import io.trunkline.observer.jfr.FlightEvents;
import io.trunkline.observer.jmx.NodeMBeans;
import io.trunkline.observer.micrometer.NodeMetrics;
import io.trunkline.observer.micrometer.PoolMetrics;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

class ObservingTest {
    /** Not run: the port may be taken on the machine of the test. */
    static URI onItsUsualPort(Node node) {
        Observer observer = Observer.start(node, 4000);
        observer.uri(); // http://localhost:4000/
        return observer.uri();
    }

    @Test
    void beyondLoopbackATokenIsNeeded() throws IOException, InterruptedException {
        String token = "a-token-that-nobody-guesses";

        ObserverOptions options =
                ObserverOptions.defaults()
                        .withAddress(InetAddress.getByName("0.0.0.0"), token)
                        .withHosts(Set.of("orders-1.internal"))
                        .withActions(true);

        try (Node node = Node.start();
                Observer observer = Observer.start(node, options.withPort(0));
                HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create("http://localhost:" + observer.uri().getPort() + "/api/system");
            HttpRequest.Builder request = HttpRequest.newBuilder(page);

            assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            request.header("Authorization", "Bearer " + token);
            assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void toolsThatOneHasAlreadySeeItToo() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Node node = Node.start()) {
            ResourcePool<Object> connections =
                    ResourcePool.start(node, ResourceSpec.resource(Object::new, _ -> {}).size(1));

            NodeMBeans beans = NodeMBeans.register(node); // io.trunkline:type=Node,name="..."
            FlightEvents events = FlightEvents.start(node); // trunkline.* in every recording
            NodeMetrics metrics = new NodeMetrics(node);
            metrics.bindTo(registry);
            PoolMetrics.of(connections).bindTo(registry);

            assertThat(registry.get("trunkline.processes").gauge().value()).isPositive();
            metrics.close();
            events.close();
            beans.close();
        }
    }
}
