package io.trunkline.pool.ready;

import java.util.Iterator;
import java.util.List;

/// The elements of an iterator. Confined to its reader.
///
/// @param release run once, when nothing more is taken
record IteratorCursor<E>(Iterator<? extends E> events, Runnable release) implements Feed.Cursor<E> {
    @Override
    public Feed.Rest take(int most, List<? super E> out) {
        for (int taken = 0; taken < most; taken++) {
            if (!events.hasNext()) {
                return new Feed.Rest.Ended();
            }
            out.add(events.next());
        }
        return events.hasNext() ? new Feed.Rest.More() : new Feed.Rest.Ended();
    }

    @Override
    public void close() {
        release.run();
    }
}
