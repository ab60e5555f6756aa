package io.trunkline.engine.conformance;

import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;

/// How actors become processes.
enum ProcessKind {
    SCHEDULED {
        @Override
        Pid spawn(Node node, Actor actor) {
            return node.start(() -> actor).pid();
        }

        @Override
        Pid spawnLink(Self parent, Actor actor) {
            return parent.startLink(() -> actor).pid();
        }

        @Override
        MonitorRef spawnMonitor(Self parent, Actor actor) {
            return parent.startMonitor(() -> actor, StartOptions.defaults());
        }
    },
    THREADED {
        @Override
        Pid spawn(Node node, Actor actor) {
            return node.spawn(actor::run);
        }

        @Override
        Pid spawnLink(Self parent, Actor actor) {
            return parent.spawnLink(actor::run);
        }

        @Override
        MonitorRef spawnMonitor(Self parent, Actor actor) {
            return parent.spawnMonitor(actor::run);
        }
    };

    abstract Pid spawn(Node node, Actor actor);

    abstract Pid spawnLink(Self parent, Actor actor);

    abstract MonitorRef spawnMonitor(Self parent, Actor actor);
}
