package io.trunkline.observer;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Where an [Observer] is to be found, and who may do what there.
///
/// States and messages may hold secrets, and an exit signal ends a service: so other addresses than
/// loopback need a token, and actions need to be allowed. What is sent is not encrypted; put a
/// proxy that speaks TLS in front of it, or a tunnel.
///
/// @param address what to bind to; default: the loopback interface
/// @param port 0 for any that is free; default 4000
/// @param token what a browser must show once, as `?token=` or in `Authorization: Bearer`; at least
///   16 characters of a URL. Default: none, which only a loopback address may have
/// @param actions whether processes may be suspended, resumed, traced and ended from the page;
///   default: no
/// @param hosts names by which browsers may address it, besides `localhost` and addresses in
///   numbers; any other is refused, so that no page of a stranger reaches it under a name of its
///   own (DNS rebinding). Default: none
public record ObserverOptions(
        InetAddress address, int port, @Nullable String token, boolean actions, Set<String> hosts) {
    private static final int SHORTEST_TOKEN = 16;

    public ObserverOptions {
        Objects.requireNonNull(address, "address");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be in 0..65535: port=" + port);
        }
        if (token == null) {
            if (!address.isLoopbackAddress()) {
                throw new IllegalArgumentException(
                        "token must be given beyond loopback: address=" + address);
            }
        } else if (token.length() < SHORTEST_TOKEN || !token.matches("[A-Za-z0-9._~-]+")) {
            // the value is a secret, even a bad one
            throw new IllegalArgumentException(
                    "token must be "
                            + SHORTEST_TOKEN
                            + " or more letters, digits, '.', '_', '~' or '-': length="
                            + token.length());
        }
        hosts =
                hosts.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// The defaults named above.
    public static ObserverOptions defaults() {
        return new ObserverOptions(InetAddress.getLoopbackAddress(), 4000, null, false, Set.of());
    }

    /// These options with another address and the token that it needs.
    public ObserverOptions withAddress(InetAddress address, String token) {
        return new ObserverOptions(address, port, token, actions, hosts);
    }

    /// These options with another port.
    public ObserverOptions withPort(int port) {
        return new ObserverOptions(address, port, token, actions, hosts);
    }

    /// These options with a token.
    public ObserverOptions withToken(String token) {
        return new ObserverOptions(address, port, token, actions, hosts);
    }

    /// These options with actions allowed, or not.
    public ObserverOptions withActions(boolean actions) {
        return new ObserverOptions(address, port, token, actions, hosts);
    }

    /// These options with other names.
    public ObserverOptions withHosts(Set<String> hosts) {
        return new ObserverOptions(address, port, token, actions, hosts);
    }

    /// The options without the token.
    @Override
    public String toString() {
        return "ObserverOptions[address="
                + address
                + ", port="
                + port
                + ", token="
                + (token == null ? "none" : "set")
                + ", actions="
                + actions
                + ", hosts="
                + hosts
                + "]";
    }
}
