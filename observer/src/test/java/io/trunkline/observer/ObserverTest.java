package io.trunkline.observer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.Node;
import io.trunkline.engine.SimulatedNode;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

class ObserverTest {
    private static final ObserverOptions ANY_PORT = ObserverOptions.defaults().withPort(0);

    @Test
    void pagesOfProcessesTogetherHaveEachProcessOnce() throws IOException {
        try (Node node = Node.start();
                Observer observer = Observer.start(node, ANY_PORT)) {
            Set<Long> started = new HashSet<>();
            for (int i = 0; i < 1_234; i++) {
                started.add(node.start(new Shop.Till(i)).pid().number());
            }
            RawHttp http = new RawHttp(observer.uri());
            for (String sort : List.of("pid", "code", "mailbox", "handled")) {
                Set<Long> seen = new HashSet<>();
                for (int offset = 0; offset < 1_234; offset += 200) {
                    String query = "?limit=200&sort=" + sort + "&offset=" + offset;
                    JsonNode answer = http.get("/api/processes" + query).json();
                    assertThat(answer.path("total").asInt()).isEqualTo(1_234);
                    pids(answer).forEach(pid -> assertThat(seen.add(pid)).isTrue());
                }
                assertThat(seen).as(sort).isEqualTo(started);
            }
        }
    }

    private static List<Long> pids(JsonNode answer) {
        return StreamSupport.stream(answer.path("rows").spliterator(), false)
                .map(row -> row.path("pid").asLong())
                .toList();
    }

    @Test
    void samplesAreTakenOnlyWhileSomebodyLooks() throws Exception {
        try (Node node = Node.start();
                Observer observer = Observer.start(node, ANY_PORT)) {
            RawHttp http = new RawHttp(observer.uri());
            assertThat(http.get("/api/system").json().path("samples")).isEmpty();
            assertThat(sampler()).isEmpty();

            try (Socket socket = listen(observer)) {
                BufferedReader lines = reader(socket);
                assertThat(await(lines, "event: sample")).isTrue();
                assertThat(http.get("/api/system").json().path("watching").asInt()).isOne();
            }
            // the end of a connection is found out at the next sample
            while (http.get("/api/system").json().path("watching").asInt() > 0) {
                Thread.onSpinWait();
            }
            JsonNode after = http.get("/api/system").json();
            assertThat(after.path("samples")).isNotEmpty();
        }
    }

    private static List<String> sampler() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("trunkline-observer-samples"))
                .toList();
    }

    @Test
    void thoseWhoListenAreLimited() throws Exception {
        try (Node node = Node.start();
                Observer observer = Observer.start(node, ANY_PORT)) {
            Socket[] sockets = new Socket[32];
            for (int i = 0; i < sockets.length; i++) {
                sockets[i] = listen(observer);
                assertThat(await(reader(sockets[i]), "event: hello")).isTrue();
            }
            RawHttp.Reply refused = new RawHttp(observer.uri()).get("/api/events");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().path("error").asText()).contains("at most 32");
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static Socket listen(Observer observer) throws IOException {
        Socket socket = new Socket(observer.uri().getHost(), observer.uri().getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(
                        "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static boolean await(BufferedReader lines, String wanted) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void crashesRestartsAndDeadLettersAreRemembered() throws IOException {
        try (Shop shop = new Shop();
                Observer observer = Observer.start(shop.node, ANY_PORT)) {
            shop.burn();
            shop.oven.send(Shop.MISCHIEF);
            RawHttp http = new RawHttp(observer.uri());

            JsonNode crash = http.get("/api/crashes").json().path("rows").path(0);
            assertThat(crash.path("reason").asText()).contains("fire in " + Shop.MISCHIEF);
            assertThat(crash.path("facts").path("last message").asText()).contains("Fire");
            assertThat(crash.path("trace").path(1).asText()).contains("Shop$Till.handleInfo");

            JsonNode reports = http.get("/api/reports").json().path("rows");
            assertThat(reports.path(0).path("kind").asText()).isEqualTo("Progress");
            assertThat(reports.path(0).path("restarts").asInt()).isOne();

            JsonNode letter = http.get("/api/dead-letters").json().path("rows").path(0);
            assertThat(letter.path("message").asText()).isEqualTo(Shop.MISCHIEF);
            assertThat(letter.path("pid").asLong()).isEqualTo(shop.oven.number());
        }
    }

    @Test
    void endsWithItsNodeAndFreesItsPort() throws IOException {
        Node node = Node.start();
        Observer observer = Observer.start(node, ANY_PORT);
        RawHttp http = new RawHttp(observer.uri());
        assertThat(http.get("/").status()).isEqualTo(200);

        node.close();

        assertThatThrownBy(() -> http.get("/")).isInstanceOf(ConnectException.class);
        observer.close();
    }

    @Test
    void aPortThatIsTakenIsAnErrorThatNamesIt() {
        try (Node node = Node.start();
                Observer first = Observer.start(node, ANY_PORT)) {
            int port = first.uri().getPort();
            assertThatThrownBy(() -> Observer.start(node, port))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port=" + port);
        }
    }

    @Test
    void simulatedNodesAreRefused() {
        try (SimulatedNode node = Node.simulated(1)) {
            assertThatThrownBy(() -> Observer.start(node, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("node must run in real time");
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() throws IOException {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");
        ObserverOptions defaults = ObserverOptions.defaults();

        assertThatThrownBy(() -> defaults.withPort(65_536))
                .hasMessage("port must be in 0..65535: port=65536");
        assertThatThrownBy(() -> new ObserverOptions(everywhere, 1, null, false, Set.of()))
                .hasMessageContaining("token must be given beyond loopback");
        assertThatThrownBy(() -> defaults.withAddress(everywhere, "too-short"))
                .hasMessageContaining("token must be 16 or more")
                .hasMessageNotContaining("too-short");
        assertThat(defaults.withToken("0123456789abcdef").toString())
                .contains("token=set")
                .doesNotContain("0123456789abcdef");
    }
}
