package io.trunkline.engine.internal.process;

/// What was handled, in order. Plain fields: it is the run right that must order them.
final class Trace {
    private String events = "";
    private boolean inside;
    private volatile boolean overlapped;

    void enter(String event) {
        overlapped |= inside;
        inside = true;
        events = events.isEmpty() ? event : events + " -> " + event;
    }

    void leave() {
        inside = false;
    }

    @Override
    public String toString() {
        return overlapped ? events + ", two inside" : events;
    }
}
