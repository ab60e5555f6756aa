package io.trunkline.observer.internal.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import io.trunkline.observer.ObserverOptions;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Decides who may come in.
///
/// A browser sends a cookie to whom it got it from, and a request to whom it takes for the host:
/// neither says who made it send them. So the host must be one that nobody can have pointed here
/// from elsewhere, and what changes something must bear a header that a page of another origin
/// cannot set, besides the origin itself.
final class Doorkeeper {
    /// A header whose presence makes a browser ask first (a preflight), which is refused here.
    static final String ACTION_HEADER = "X-Trunkline-Observer";

    private static final String BEARER = "Bearer ";

    private final @Nullable String token;
    private final Set<String> hosts;
    private final boolean actions;

    /// What the cookie holds in the place of the token, which so is in no cookie store.
    private final String session;

    /// Has the port in it: browsers share cookies between the ports of a host.
    private final String cookie;

    Doorkeeper(ObserverOptions options, int port) {
        token = options.token();
        hosts = options.hosts();
        actions = options.actions();
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        session = HexFormat.of().formatHex(secret);
        cookie = "trunkline-" + port;
    }

    /// @throws Refusal if a request must not even be looked at
    void checkHost(HttpExchange exchange) {
        String host = only(exchange, "Host");
        if (host == null || !isKnown(nameOf(host))) {
            throw new Refusal(
                    421, "Host must be localhost, an address in numbers or one of the known hosts");
        }
    }

    private boolean isKnown(String name) {
        return name.equals("localhost")
                || name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                || name.matches("\\[[0-9a-f:.]+]")
                || hosts.contains(name);
    }

    private static String nameOf(String host) {
        int port = host.lastIndexOf(':');
        boolean hasPort = port > host.lastIndexOf(']');
        return (hasPort ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    }

    /// Whether the request may be answered: no token is needed, or it shows it or the cookie.
    boolean admits(HttpExchange exchange) {
        if (token == null) {
            return true;
        }
        String shown = only(exchange, "Authorization");
        if (shown != null && shown.startsWith(BEARER)) {
            return isToken(shown.substring(BEARER.length()));
        }
        for (String line : all(exchange, "Cookie")) {
            for (String part : line.split(";", -1)) {
                String[] pair = part.strip().split("=", 2);
                if (pair.length == 2 && pair[0].equals(cookie) && same(pair[1], session)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean isToken(String shown) {
        return token != null && same(shown, token);
    }

    /// The cookie by which a browser that has shown the token is known from then on.
    String setCookie() {
        return cookie + "=" + session + "; Path=/; HttpOnly; SameSite=Strict";
    }

    /// @throws Refusal if the request must not change anything
    void checkAction(HttpExchange exchange) {
        if (!actions) {
            throw new Refusal(403, "actions must be enabled: actions=false");
        }
        if (only(exchange, ACTION_HEADER) == null) {
            throw new Refusal(403, ACTION_HEADER + " must be set");
        }
        String origin = only(exchange, "Origin");
        String host = only(exchange, "Host");
        if (origin != null
                && !origin.equals("http://" + host)
                && !origin.equals("https://" + host)) {
            throw new Refusal(403, "Origin must be that of this page");
        }
        String site = only(exchange, "Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw new Refusal(403, "Sec-Fetch-Site must be same-origin");
        }
    }

    private static @Nullable String only(HttpExchange exchange, String header) {
        List<String> values = all(exchange, header);
        if (values.size() > 1) {
            throw Refusal.badRequest(header + " must come once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }

    private static List<String> all(HttpExchange exchange, String header) {
        Headers headers = exchange.getRequestHeaders();
        List<String> values = headers.get(header);
        return values == null ? List.of() : values;
    }

    /// Takes as long whatever is wrong.
    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
