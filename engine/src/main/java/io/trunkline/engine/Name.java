package io.trunkline.engine;

import java.util.Objects;
import java.util.Optional;

/// A name that a process is started under: a name of its node, or an entry elsewhere (OTP's `{via,
/// …}`).
///
/// The runtime calls [#register] before `init`, and [#unregister] when the start failed or the
/// process has ended, before anyone is told of the end.
public interface Name {
    /// Gives this name to `pid` unless a living process has it.
    ///
    /// @return who has it: `pid` itself, or the earlier one
    Pid register(Node node, Pid pid);

    /// Takes this name from `pid`, if it has it.
    void unregister(Node node, Pid pid);

    /// Who has it.
    Optional<Pid> whereis(Node node);

    /// A name of the process's own node.
    static Name local(String name) {
        return new Local(name);
    }

    /// A name of the process's own node.
    record Local(String name) implements Name {
        public Local {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public Pid register(Node node, Pid pid) {
            try {
                node.register(name, pid);
                return pid;
            } catch (NameTaken taken) {
                return taken.holder();
            }
        }

        @Override
        public void unregister(Node node, Pid pid) {
            if (whereis(node).filter(pid::equals).isPresent()) {
                node.unregister(name);
            }
        }

        @Override
        public Optional<Pid> whereis(Node node) {
            return node.whereis(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
