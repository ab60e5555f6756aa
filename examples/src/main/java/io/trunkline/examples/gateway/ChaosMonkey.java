package io.trunkline.examples.gateway;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Kills processes of a gateway, to see that it goes on: of a hundred 80 sessions, 15 workers and 5
/// supervisors. The one at the top, above which there is nobody to restart it, is spared.
///
/// Kinds are drawn from a seed and so, among the processes there are, are victims. One thread at a
/// time may use it.
public final class ChaosMonkey {
    /// What a session is called among the victims.
    public static final String SESSION = "session";

    private static final int SESSIONS = 80;
    private static final int WORKERS = 15;

    private final Gateway gateway;
    private final SplittableRandom random;

    public ChaosMonkey(Gateway gateway, long seed) {
        this.gateway = gateway;
        random = new SplittableRandom(seed);
    }

    /// Kills a process.
    ///
    /// @return what it was: [#SESSION], or its id in [Gateway#children()]; empty if there was none
    ///   of the kind that was drawn
    public Optional<String> strike() {
        int kind = random.nextInt(100);
        List<Victim> candidates;
        if (kind < SESSIONS) {
            candidates = named(key -> key instanceof String);
        } else if (kind < SESSIONS + WORKERS) {
            candidates = named(key -> key instanceof Part part && !part.isSupervisor());
            gateway.pool()
                    .filter(Pid::isAlive)
                    .ifPresent(pid -> candidates.add(new Victim(Part.CONNECTIONS, pid)));
        } else {
            candidates = named(key -> key instanceof Part part && part.isSupervisor());
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Victim victim = candidates.get(random.nextInt(candidates.size()));
        victim.pid.exit(ExitReason.kill());
        return Optional.of(victim.key instanceof Part part ? part.id() : SESSION);
    }

    private record Victim(Object key, Pid pid) {}

    private List<Victim> named(Predicate<Object> wanted) {
        return gateway.names().select(entry -> wanted.test(entry.key())).stream()
                .map(entry -> new Victim(entry.key(), entry.pid()))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
