package io.trunkline.observer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A headless browser, driven over its DevTools protocol; one page.
final class Chromium implements AutoCloseable {
    private static final String LISTENING = "DevTools listening on ";
    private static final long PATIENCE_SECONDS = 60;

    private final ObjectMapper mapper = new ObjectMapper();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

    /// What the page complained of: exceptions, errors on its console, breaches of its policy.
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private @Nullable String session;

    private Chromium(Process process, URI devTools) {
        this.process = process;
        this.socket = http.newWebSocketBuilder().buildAsync(devTools, new Receiver()).join();
    }

    /// Where the program is, if it is installed.
    static Optional<Path> installed() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name ->
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                                .filter(folder -> !folder.isEmpty())
                                .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path program, Path profile) throws IOException {
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--hide-scrollbars",
                                "--no-first-run",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "--window-size=1360,860",
                                "about:blank")
                        .redirectErrorStream(true)
                        .start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.startVirtualThread(() -> drain(output));
                Chromium chromium =
                        new Chromium(process, URI.create(line.substring(LISTENING.length())));
                chromium.openPage();
                return chromium;
            }
        }
        throw new IOException("chromium must say where it listens: exit=" + process.exitValue());
    }

    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // a full pipe would stop it
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    private void openPage() {
        ObjectNode parameters = mapper.createObjectNode().put("url", "about:blank");
        String target = ask("Target.createTarget", parameters).path("targetId").asText();
        session =
                ask(
                                "Target.attachToTarget",
                                mapper.createObjectNode()
                                        .put("targetId", target)
                                        .put("flatten", true))
                        .path("sessionId")
                        .asText();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            ask(domain + ".enable", mapper.createObjectNode());
        }
    }

    /// Goes to an address; the page may still be loading when this returns.
    void open(String url) {
        ask("Page.navigate", mapper.createObjectNode().put("url", url));
    }

    /// The value of an expression of JavaScript, promises awaited.
    JsonNode value(String expression) {
        JsonNode answer =
                ask(
                        "Runtime.evaluate",
                        mapper.createObjectNode()
                                .put("expression", expression)
                                .put("awaitPromise", true)
                                .put("returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /// Waits until an expression is true, asked once each frame that the browser draws.
    void await(String condition) {
        String loop =
                "new Promise((done, failed) => { const end = Date.now() + 20000; const look = () =>"
                        + " { let yes = false; try { yes = Boolean("
                        + condition
                        + "); } catch (e) { } if (yes) done(true); else if (Date.now() > end)"
                        + " done(false); else setTimeout(look, 20); }; look(); })";
        if (!value(loop).asBoolean()) {
            throw new AssertionError(
                    "must come true: "
                            + condition
                            + "; page: "
                            + value("document.body.innerText").asText()
                            + "; complaints: "
                            + complaints);
        }
    }

    /// The page as a picture.
    void screenshot(Path file) throws IOException {
        String data =
                ask("Page.captureScreenshot", mapper.createObjectNode().put("format", "png"))
                        .path("data")
                        .asText();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    /// What the page has complained of so far.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    private JsonNode ask(String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        ObjectNode request = mapper.createObjectNode().put("id", id).put("method", method);
        request.set("params", parameters);
        if (session != null) {
            request.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(request.toString(), true).join();
        JsonNode message = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (message.has("error")) {
            throw new AssertionError(method + ": " + message.path("error"));
        }
        return message.path("result");
    }

    @Override
    public void close() {
        http.shutdownNow();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void receive(String message) {
            try {
                JsonNode json = mapper.readTree(message);
                if (json.has("id")) {
                    answers.remove(json.path("id").asInt()).complete(json);
                    return;
                }
                JsonNode parameters = json.path("params");
                switch (json.path("method").asText()) {
                    case "Runtime.exceptionThrown" ->
                            complaints.add(parameters.path("exceptionDetails").toString());
                    case "Log.entryAdded" -> {
                        JsonNode entry = parameters.path("entry");
                        if (entry.path("level").asText().equals("error")) {
                            complaints.add(entry.path("text").asText() + " " + entry.path("url"));
                        }
                    }
                    default -> {}
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
