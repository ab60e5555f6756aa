package io.trunkline.benchmarks.chaos;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A resource that knows who has it and how often it was closed.
final class Thing {
    private final int number;
    private final Laws laws;
    private final AtomicReference<@Nullable Client> holder = new AtomicReference<>();
    private final AtomicInteger closings = new AtomicInteger();

    Thing(int number, Laws laws) {
        this.number = number;
        this.laws = laws;
    }

    /// A client has got it, from anybody who is dead or has given it back.
    void take(Client client) {
        Client before = holder.getAndSet(client);
        if (client.isDead()) {
            return; // it may have been taken away from it already
        }
        laws.check(before == null || before.isDead(), this + " was lent to two");
        laws.check(closings.get() == 0, this + " was closed when it was lent");
    }

    /// A client is about to give it back.
    void leave(Client client) {
        laws.check(
                holder.compareAndSet(client, null) || client.isDead(),
                this + " was lent to another meanwhile");
    }

    void close() {
        Client last = holder.get();
        laws.check(closings.incrementAndGet() == 1, this + " was closed twice");
        laws.check(last == null || last.isDead(), this + " was closed while lent");
    }

    boolean isClosedOnce() {
        return closings.get() == 1;
    }

    boolean isFit() {
        return number % 61 != 0;
    }

    @Override
    public String toString() {
        return "thing " + number;
    }
}
