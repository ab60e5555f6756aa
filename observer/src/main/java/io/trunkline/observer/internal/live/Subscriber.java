package io.trunkline.observer.internal.live;

import io.trunkline.observer.internal.web.EventSource;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A browser that listens, and the thread that writes to it.
final class Subscriber {
    /// Some seconds' worth.
    private static final int QUEUE = 8;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(QUEUE);
    private final Thread writer;
    private volatile boolean cut;

    Subscriber(Thread writer) {
        this.writer = writer;
    }

    boolean offer(String line) {
        return cut || lines.offer(line);
    }

    /// Ends it, even while it is writing: an interrupt closes the connection.
    void cut() {
        if (!cut) {
            cut = true;
            writer.interrupt();
        }
    }

    void tellAll(EventSource.Listener out) throws IOException {
        try {
            out.send("hello", "{}");
            while (!cut) {
                out.send("sample", lines.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
