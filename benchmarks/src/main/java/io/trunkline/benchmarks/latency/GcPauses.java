package io.trunkline.benchmarks.latency;

import com.sun.management.GarbageCollectionNotificationInfo;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/// Listens to the collectors' beans until it is closed.
final class GcPauses implements AutoCloseable {
    /// The beans of concurrent collectors tell of whole cycles, too, which hold nobody up.
    private static final String NO_PAUSE = "Cycles";

    /// All times are whole milliseconds.
    private static final double ROUNDING = 2;

    private final Queue<GcPause> pauses = new ConcurrentLinkedQueue<>();
    private final NotificationListener listener = (notification, _) -> heard(notification);
    private final List<NotificationEmitter> collectors;
    private final double startMillis;

    /// @param start of the measurement, as of [System#nanoTime()]; what began before it is left out
    GcPauses(long start) {
        startMillis = System.currentTimeMillis() + (start - System.nanoTime()) / 1e6;
        collectors =
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .filter(collector -> !collector.getName().endsWith(NO_PAUSE))
                        .filter(NotificationEmitter.class::isInstance)
                        .map(NotificationEmitter.class::cast)
                        .toList();
        collectors.forEach(each -> each.addNotificationListener(listener, null, null));
    }

    private void heard(Notification notification) {
        if (notification.getUserData() instanceof CompositeData data
                && notification
                        .getType()
                        .equals(
                                GarbageCollectionNotificationInfo
                                        .GARBAGE_COLLECTION_NOTIFICATION)) {
            var info = GarbageCollectionNotificationInfo.from(data);
            long millis = info.getGcInfo().getDuration();
            // Told at its end; the times in the bean's own data are since a moment that only it
            // knows.
            double began = notification.getTimeStamp() - millis - startMillis;
            if (began >= -ROUNDING) {
                pauses.add(new GcPause(Math.max(0, began) / 1e3, millis, info.getGcCause()));
            }
        }
    }

    /// Those heard of so far.
    List<GcPause> soFar() {
        return List.copyOf(pauses);
    }

    @Override
    public void close() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException _) {
                // Closed before.
            }
        }
    }
}
