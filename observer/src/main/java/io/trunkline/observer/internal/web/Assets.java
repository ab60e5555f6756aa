package io.trunkline.observer.internal.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The files of the page, read once. A path is looked up here and nowhere else, so there is no way
/// out of the folder.
final class Assets {
    private static final String FOLDER = "/io/trunkline/observer/internal/page/";
    private static final List<String> NAMES =
            List.of(
                    "index.html",
                    "favicon.svg",
                    "style.css",
                    "main.js",
                    "api.js",
                    "chart.js",
                    "dom.js",
                    "keys.js",
                    "list.js",
                    "live.js",
                    "text.js",
                    "pages/crashes.js",
                    "pages/deadletters.js",
                    "pages/latency.js",
                    "pages/pools.js",
                    "pages/process.js",
                    "pages/processes.js",
                    "pages/system.js",
                    "pages/table.js",
                    "pages/tables.js",
                    "pages/tree.js");

    /// A file.
    static final class Asset {
        private final String type;
        private final byte[] bytes;

        private Asset(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        /// Its type, for browsers.
        String type() {
            return type;
        }

        /// What is in it; not to be changed.
        byte[] bytes() {
            return bytes;
        }
    }

    private static final Map<String, Asset> ASSETS = load();

    private Assets() {}

    static Map<String, Asset> byPath() {
        return ASSETS;
    }

    private static Map<String, Asset> load() {
        Map<String, Asset> assets = new HashMap<>();
        for (String name : NAMES) {
            assets.put("/" + name, new Asset(typeOf(name), read(name)));
        }
        assets.put("/", new Asset(typeOf("index.html"), read("index.html")));
        return Map.copyOf(assets);
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("asset must be in the jar: name=" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String typeOf(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("asset must be of a known type: " + name);
        };
    }
}
