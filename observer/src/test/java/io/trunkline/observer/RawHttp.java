package io.trunkline.observer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Sends requests byte for byte, also those that no client library would send.
record RawHttp(URI server) {
    /// An answer, its header in lines.
    record Reply(int status, List<String> header, String body) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new AssertionError("must be JSON: " + body, e);
            }
        }

        String header(String name) {
            return header.stream()
                    .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    Reply get(String path, String... header) throws IOException {
        return send("GET", path, "localhost:" + server.getPort(), header);
    }

    Reply post(String path, String... header) throws IOException {
        return send("POST", path, "localhost:" + server.getPort(), header);
    }

    Reply send(String method, String path, String host, String... header) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (!host.isEmpty()) {
            text.append("Host: ").append(host).append("\r\n");
        }
        for (String line : header) {
            text.append(line).append("\r\n");
        }
        text.append("Content-Length: 0\r\nConnection: close\r\n\r\n");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            return read(socket.getInputStream());
        }
    }

    private static Reply read(InputStream in) throws IOException {
        String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("must be an answer of HTTP: " + all);
        }
        List<String> header = Arrays.asList(all.substring(0, end).split("\r\n", -1));
        int status = Integer.parseInt(header.getFirst().split(" ", -1)[1]);
        return new Reply(status, header, all.substring(end + 4));
    }
}
