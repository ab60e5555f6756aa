package io.trunkline.engine.genevent;

import io.trunkline.engine.Call;
import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a [GenEvent] asks of its process.
sealed interface Manage<R> extends Call<R> {
    /// Adds a handler.
    ///
    /// @param owner whose the handler is, or null
    record Add(Object id, EventHandler<?> handler, @Nullable Pid owner) implements Manage<Added> {
        public Add {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(handler, "handler");
        }
    }

    record Delete(Object id, Object argument) implements Manage<Optional<Deleted>> {
        public Delete {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(argument, "argument");
        }
    }

    record Swap(Object id, Object argument, Object newId, EventHandler<?> handler)
            implements Manage<Added> {
        public Swap {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(argument, "argument");
            Objects.requireNonNull(newId, "newId");
            Objects.requireNonNull(handler, "handler");
        }
    }

    record Which() implements Manage<List<Object>> {}

    record SyncNotify(Object event) implements Manage<Boolean> {}

    record CallOne(Object id, Call<?> request) implements Manage<Answer> {}

    /// How a call to one handler went.
    sealed interface Answer {}

    record Said(@Nullable Object reply) implements Answer {}

    record Unknown() implements Answer {}

    record Threw(Throwable cause) implements Answer {}
}
