package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command as a process of its own.
class ServeCommandIT {
    @Test
    void answersShowsItselfAndDrainsWhenItIsTerminated() throws Exception {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "serve",
                                "--port",
                                "0",
                                "--observer",
                                "0",
                                "--chaos",
                                "20")
                        .redirectErrorStream(true)
                        .start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            BufferedReader console = process.inputReader();
            URI gateway = addressIn(lineWith(console, "gateway:"));
            URI observer = addressIn(lineWith(console, "observer:"));

            for (int i = 0; i < 50; i++) {
                // chaos may have hit the session: any answer of the gateway is one
                assertThat(status(client, gateway.resolve("/item/" + i))).isIn(200, 429, 502, 503);
            }
            assertThat(status(client, observer)).isEqualTo(200);
            assertThat(status(client, observer.resolve("/api/tree"))).isEqualTo(200);

            int expected = Interrupts.send(process);
            List<String> rest = new ArrayList<>();
            for (String line = console.readLine(); line != null; line = console.readLine()) {
                rest.add(line);
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(expected);
            assertThat(rest).anyMatch(line -> line.startsWith("answered: {"));
        } finally {
            process.destroyForcibly();
        }
    }

    private static int status(HttpClient client, URI address)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static URI addressIn(String line) {
        return URI.create(line.substring(line.indexOf("http")));
    }

    private static String lineWith(BufferedReader console, String start) throws IOException {
        for (String line = console.readLine(); line != null; line = console.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("the command has ended without a line of " + start);
    }
}
