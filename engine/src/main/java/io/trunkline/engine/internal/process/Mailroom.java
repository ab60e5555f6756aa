package io.trunkline.engine.internal.process;

import java.util.function.Predicate;

/// Takes one message out of the middle of a process's own mailbox.
final class Mailroom {
    private Mailroom() {}

    /// Removes the oldest message that matches, if there is one; called by the process itself, in
    /// HANDLING. `matching` is code of the runtime.
    static void removeFirst(ProcessCell cell, Predicate<Object> matching) {
        if (!cell.casPhase(ProcessCell.HANDLING, ProcessCell.POLLING)) {
            throw cell.exitNow();
        }
        SaveQueue queue = cell.saved;
        if (queue == null) {
            queue = new SaveQueue();
            cell.saved = queue;
        }
        SaveQueue.Entry before = queue.head;
        boolean found = false;
        while (!found) {
            while (before.next == null && more(cell, queue)) {
                // one may be dropped on the way
            }
            if (before.next == null) {
                break;
            }
            SaveQueue.Entry entry = before.next;
            if (entry != null && entry.message != null && matching.test(entry.message)) {
                queue.removeAfter(before);
                found = true;
            } else if (entry != null) {
                before = entry;
            }
        }
        cell.beginHandling();
    }

    private static boolean more(ProcessCell cell, SaveQueue queue) {
        Object message;
        while ((message = cell.mailbox.relaxedPoll()) == null) {
            if (cell.mailbox.isEmpty()) {
                return false;
            }
            Thread.onSpinWait(); // its sender is between announcing and linking it
        }
        Object kept = cell.kept(message);
        if (kept != null) {
            queue.add(kept);
        }
        return true;
    }
}
