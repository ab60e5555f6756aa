package io.trunkline.observer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What an Observer refuses: with a status of 4xx and a reason in JSON, and without harm.
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one shop serves all
class BadRequestsTest {
    private final Shop shop = new Shop();
    private Observer looking;
    private Observer acting;
    private RawHttp http;
    private RawHttp actions;

    @BeforeAll
    void start() {
        ObserverOptions options = ObserverOptions.defaults().withPort(0);
        looking = Observer.start(shop.node, options);
        acting = Observer.start(shop.node, options.withActions(true));
        http = new RawHttp(looking.uri());
        actions = new RawHttp(acting.uri());
    }

    @AfterAll
    void stop() {
        shop.close();
    }

    private static void assertRefused(RawHttp.Reply reply, int status, String reason) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.json().path("error").asText()).contains(reason);
        assertSafe(reply);
    }

    private static void assertSafe(RawHttp.Reply reply) {
        assertThat(reply.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // pages that there are not
                "/nowhere|404|path must be one of this page",
                "/api/|404|path",
                "/api|404|path",
                "/main.js/|404|path",
                "/style.CSS|404|path",
                "/../main.js|404|path",
                "/pages/../../internal/web/Assets.class|404|path",
                "/pages/..%2f..%2finternal/web/Assets.class|404|path",
                "/%2e%2e/%2e%2e/etc/passwd|404|path",
                "/..%5c..%5cetc%5cpasswd|404|path",
                "/main.js%00.css|404|path",
                // processes
                "/api/process|400|pid must be given",
                "/api/process?pid=|400|pid must be given",
                "/api/process?pid=-1|400|pid must be a whole number",
                "/api/process?pid=x|400|pid must be a whole number",
                "/api/process?pid=1e3|400|pid must be a whole number",
                "/api/process?pid=99999999999999999999|400|pid must be a whole number",
                "/api/process?pid=4000000000|404|process must be alive",
                "/api/process/state?pid=4000000000|404|process must be alive",
                "/api/process/state|400|pid must be given",
                "/api/process?pid=1&pid=2|400|parameter must come once",
                "/api/process?pid=1&more=2|400|parameters must be some of [pid]",
                "/api/processes?offset=-1|400|offset must be a whole number",
                "/api/processes?offset=x|400|offset must be a whole number",
                "/api/processes?offset=100000001|400|offset must be a whole number in 0..100000000",
                "/api/processes?limit=0|400|limit must be a whole number in 1..500",
                "/api/processes?limit=501|400|limit must be a whole number in 1..500",
                "/api/processes?sort=toString|400|sort must be one of",
                "/api/processes?order=sideways|400|order must be one of",
                // the rest
                "/api/tree?children=0|400|children must be a whole number",
                "/api/tree?children=1001|400|children must be a whole number",
                "/api/tables?x=1|400|parameters must be some of []",
                "/api/table|400|id must be given",
                "/api/table?id=999999|404|table must be there",
                "/api/table?id=1&limit=201|400|limit must be a whole number",
                "/api/table?id=1&page=-1|400|page must be a whole number",
                "/api/table?id=1&pattern=%7B|400|pattern must have",
                "/api/table?id=1&pattern=1|400|pattern must be a tuple",
                "/api/system?token=x|400|parameters must be some of []",
                "/api/latency?x=1|400|parameters must be some of []",
            })
    void refuses(String path, int status, String reason) throws IOException {
        assertRefused(http.get(path), status, reason);
    }

    /// These the JDK's server refuses itself, in a text of its own.
    @ParameterizedTest
    @ValueSource(strings = {"//", "/api/process?pid=%zz", "/%", "\\"})
    void refusesWhatIsNoUrl(String path) throws IOException {
        assertThat(http.get(path).status()).isEqualTo(400);
    }

    @Test
    void refusesWhatIsTooLong() throws IOException {
        assertRefused(http.get("/api/processes?search=" + "x".repeat(1_001)), 400, "characters");
        assertRefused(http.get("/api/processes?search=" + "x".repeat(5_000)), 414, "URL must have");
        String deep = "%7B".repeat(25) + "1" + "%7D".repeat(25);
        assertRefused(http.get("/api/table?id=1&pattern=" + deep), 400, "pattern must be at most");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "BREW"})
    void refusesOtherMethodsThanGet(String method) throws IOException {
        for (String path :
                List.of("/", "/main.js", "/api/system", "/api/processes", "/api/events")) {
            RawHttp.Reply reply = http.send(method, path, "localhost");

            assertThat(reply.status()).as(method + " " + path).isEqualTo(405);
            assertThat(reply.header("Allow")).isEqualTo("GET");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:4000",
                "localhost@evil.example",
                "[evil]",
                "127.1"
            })
    void refusesHostsThatSomebodyMayHavePointedHere(String host) throws IOException {
        assertRefused(http.send("GET", "/", host), 421, "Host must be localhost");
        assertRefused(http.send("GET", "/api/system", host), 421, "Host must be localhost");
    }

    @Test
    void knowsItselfByAddressAndByTheNamesInItsOptions() throws IOException {
        for (String host : List.of("localhost", "LOCALHOST:1", "127.0.0.1:4000", "[::1]:4000")) {
            assertThat(http.send("GET", "/api/system", host).status()).as(host).isEqualTo(200);
        }
        ObserverOptions named =
                ObserverOptions.defaults().withPort(0).withHosts(Set.of("Node-1.lan"));
        try (Observer observer = Observer.start(shop.node, named)) {
            RawHttp to = new RawHttp(observer.uri());
            assertThat(to.send("GET", "/", "node-1.lan:80").status()).isEqualTo(200);
            assertThat(to.send("GET", "/", "node-2.lan:80").status()).isEqualTo(421);
        }
    }

    @Test
    void refusesARequestWithoutHostOrWithTwo() throws IOException {
        assertThat(http.send("GET", "/", "").status()).isBetween(400, 499);
        assertThat(http.get("/", "Host: evil.example").status()).isBetween(400, 499);
    }

    // --- actions ---

    private static final String MARK = "X-Trunkline-Observer: 1";

    @ParameterizedTest
    @ValueSource(strings = {"trace?trace=on", "suspend?", "resume?", "exit?reason=kill"})
    void refusesActionsUnlessTheyAreAllowedAndOrderedByThePage(String action) throws IOException {
        String path = "/api/process/" + action + "&pid=" + shop.till.number();
        String origin = "Origin: http://localhost:" + acting.uri().getPort();

        assertRefused(http.post(path, MARK), 403, "actions must be enabled");
        assertRefused(actions.get(path), 405, "method must be POST");
        assertRefused(actions.post(path), 403, "X-Trunkline-Observer must be set");
        assertRefused(actions.post(path, origin), 403, "X-Trunkline-Observer must be set");
        assertRefused(
                actions.post(path, MARK, "Origin: http://evil.example"), 403, "Origin must be");
        assertRefused(actions.post(path, MARK, "Origin: null"), 403, "Origin must be");
        assertRefused(
                actions.post(path, MARK, origin, "Sec-Fetch-Site: cross-site"),
                403,
                "Sec-Fetch-Site must be");
        assertThat(shop.till.isAlive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "trace?pid=4000000000&trace=on, 404",
        "trace?pid=1&trace=perhaps, 400",
        "trace?pid=1, 400",
        "suspend?pid=x, 400",
        "suspend, 400",
        "exit?pid=4000000000, 404",
        "exit?pid=1&reason=boredom, 400"
    })
    void refusesActionsOnWhatIsNotThere(String action, int status) throws IOException {
        assertRefused(actions.post("/api/process/" + action, MARK), status, "must");
    }

    @Test
    void asksNoProcessThatWouldTakeTheQuestionForAMessage() throws IOException {
        long pid = shop.queue.number();
        int before = shop.node.info(shop.queue).orElseThrow().messageQueueLength();

        assertRefused(http.get("/api/process/state?pid=" + pid), 409, "behaviour");
        assertRefused(actions.post("/api/process/suspend?pid=" + pid, MARK), 409, "behaviour");
        assertThat(shop.node.info(shop.queue).orElseThrow().messageQueueLength()).isEqualTo(before);
    }

    // --- tokens ---

    @Test
    void aTokenIsAskedForAndThenKnownByACookie() throws IOException {
        String token = "0123456789abcdef";
        ObserverOptions options = ObserverOptions.defaults().withPort(0).withToken(token);
        try (Observer observer = Observer.start(shop.node, options)) {
            RawHttp to = new RawHttp(observer.uri());
            for (String path : List.of("/", "/main.js", "/api/system", "/api/events", "/nowhere")) {
                assertRefused(to.get(path), 401, "token must be shown");
                assertRefused(to.get(path, "Authorization: Bearer wrong"), 401, "token");
                assertRefused(to.get(path, "Authorization: Basic " + token), 401, "token");
                assertRefused(to.get(path, "Cookie: trunkline=" + token), 401, "token");
            }
            assertRefused(to.get("/?token=wrong"), 401, "token");
            assertRefused(to.get("/api/system?token=" + token), 401, "token");
            assertThat(to.get("/api/system", "Authorization: Bearer " + token).status())
                    .isEqualTo(200);

            RawHttp.Reply shown = to.get("/?token=" + token);
            assertThat(shown.status()).isEqualTo(303);
            assertThat(shown.header("Location")).isEqualTo("/");
            String cookie = shown.header("Set-Cookie");
            assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(token);
            String sent = "Cookie: a=b; " + cookie.substring(0, cookie.indexOf(';'));
            assertThat(to.get("/api/system", sent).status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsNoHttpGetsNoAnswerThatHarms() throws IOException {
        for (String text :
                List.of("\r\n\r\n", "GET\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET / HTTP/9\r\n\r\n")) {
            try (Socket socket = new Socket(looking.uri().getHost(), looking.uri().getPort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                String answer =
                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain(" 200 ");
            }
        }
        assertThat(http.get("/api/system").status()).isEqualTo(200);
    }

    @Test
    void whatIsRightIsAnsweredWithTheSameHeaders() throws IOException {
        for (String path :
                List.of(
                        "/",
                        "/style.css",
                        "/pages/tree.js",
                        "/api/system",
                        "/api/processes",
                        "/api/processes?search=till&sort=mailbox&order=down&offset=0&limit=10",
                        "/api/process?pid=" + shop.till.number(),
                        "/api/process/state?pid=" + shop.till.number(),
                        "/api/tree",
                        "/api/tables",
                        "/api/table?id=" + shop.prices.id(),
                        "/api/pools",
                        "/api/crashes",
                        "/api/reports",
                        "/api/troubles",
                        "/api/dead-letters",
                        "/api/long-handlers",
                        "/api/latency",
                        "/api/latency/log")) {
            RawHttp.Reply reply = http.get(path);
            assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(200);
            assertSafe(reply);
        }
    }
}
