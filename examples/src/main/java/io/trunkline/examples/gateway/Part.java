package io.trunkline.examples.gateway;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A process of a gateway that is no session, as a key of its registry. Clients are strings there,
/// so none can take a part's place.
///
/// @param id as a child of the gateway's supervisor
record Part(String id, boolean isSupervisor) {
    /// The two owners of the tables.
    static final Part TABLES_1 = new Part("tables-1", false);

    static final Part TABLES_2 = new Part("tables-2", false);

    static final Part SWEEPER = new Part("sweeper", false);

    /// The pool of connections; has no name in the registry, as [Connections] knows it.
    static final Part CONNECTIONS = new Part("connections", false);

    /// Several, so that sessions start beside each other and the end of one takes but some along.
    static final List<Part> SESSION_SUPERVISORS =
            IntStream.rangeClosed(1, 4)
                    .mapToObj(number -> new Part("sessions-" + number, true))
                    .toList();

    /// All of them, in the order of their starts.
    static final List<Part> ALL =
            Stream.concat(
                            Stream.of(TABLES_1, TABLES_2, SWEEPER, CONNECTIONS),
                            SESSION_SUPERVISORS.stream())
                    .toList();

    /// Under which of them a client has its session.
    static Part supervisorOf(String client) {
        return SESSION_SUPERVISORS.get(
                Math.floorMod(client.hashCode(), SESSION_SUPERVISORS.size()));
    }
}
