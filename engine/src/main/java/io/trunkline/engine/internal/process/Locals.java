package io.trunkline.engine.internal.process;

import io.trunkline.engine.Local;

import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Optional;

/// What a process keeps for itself and says about itself; see [Local]. Only the process changes it,
/// others look at it under the lock of its relations.
final class Locals {
    private Locals() {}

    static <T> Optional<T> get(ProcessCell cell, Local<T> local) {
        Objects.requireNonNull(local, "local");
        Relations relations = cell.relationsOrNull();
        if (relations == null) {
            return Optional.empty();
        }
        relations.lock.lock();
        try {
            IdentityHashMap<Local<?>, Object> locals = relations.locals;
            return locals == null ? Optional.empty() : old(locals.get(local));
        } finally {
            relations.lock.unlock();
        }
    }

    static <T> Optional<T> put(ProcessCell cell, Local<T> local, T value) {
        Objects.requireNonNull(local, "local");
        Relations relations = open(cell);
        try {
            IdentityHashMap<Local<?>, Object> locals = relations.locals;
            if (locals == null) {
                locals = new IdentityHashMap<>(4);
                relations.locals = locals;
            }
            return old(locals.put(local, value));
        } finally {
            relations.lock.unlock();
        }
    }

    static <T> Optional<T> remove(ProcessCell cell, Local<T> local) {
        Objects.requireNonNull(local, "local");
        Relations relations = cell.relationsOrNull();
        if (relations == null) {
            return Optional.empty();
        }
        relations.lock.lock();
        try {
            IdentityHashMap<Local<?>, Object> locals = relations.locals;
            return locals == null ? Optional.empty() : old(locals.remove(local));
        } finally {
            relations.lock.unlock();
        }
    }

    static void label(ProcessCell cell, Object label) {
        Relations relations = open(cell);
        try {
            relations.label = label;
        } finally {
            relations.lock.unlock();
        }
    }

    /// The relations of a living process, locked.
    private static Relations open(ProcessCell cell) {
        Relations relations = cell.relations();
        relations.lock.lock();
        if (relations.closed) {
            relations.lock.unlock();
            throw cell.exitNow();
        }
        return relations;
    }

    @SuppressWarnings("unchecked") // put lets in only a Local's own values
    private static <T> Optional<T> old(@Nullable Object value) {
        return Optional.ofNullable((T) value);
    }
}
