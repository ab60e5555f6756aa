package io.trunkline.pool.worker;

import io.trunkline.pool.worker.TaskRejected.Reason;

import java.util.Map;

/// A pool at one moment. Counts of what was done are since its start; while tasks come and go they
/// are of slightly different moments. At rest, with nothing waiting and nobody busy, `accepted` is
/// the sum of the tasks completed, failed, cancelled and rejected for other reasons than FULL and
/// CLOSED.
///
/// @param name the pool's
/// @param workers those that live
/// @param busy those that run a task
/// @param waiting tasks in the queues; cancelled ones among them, until their turn comes
/// @param largestQueue the most that ever waited in a queue, as those who take tasks from it saw; 0
///   if the pool is untimed
/// @param submitted tasks that were offered to it
/// @param accepted those that were not refused
/// @param ranByCaller those of them that their submitters ran
/// @param completed tasks that gave a value
/// @param failed tasks whose code threw, whose worker crashed, or that ran beyond their deadline
/// @param cancelled tasks that were cancelled, waiting or running
/// @param rejected tasks that were not run, by reason; FULL and CLOSED ones were never accepted
/// @param crashes workers that ended and were not let go
public record WorkerSnapshot(
        String name,
        int workers,
        int busy,
        int waiting,
        int largestQueue,
        long submitted,
        long accepted,
        long ranByCaller,
        long completed,
        long failed,
        long cancelled,
        Map<Reason, Long> rejected,
        long crashes) {
    public WorkerSnapshot {
        rejected = Map.copyOf(rejected);
    }

    /// How many tasks were not run for this reason.
    public long rejected(Reason reason) {
        return rejected.getOrDefault(reason, 0L);
    }

    /// How many accepted tasks have ended, however.
    public long ended() {
        long given = 0;
        for (Map.Entry<Reason, Long> e : rejected.entrySet()) {
            given += e.getKey() == Reason.FULL || e.getKey() == Reason.CLOSED ? 0 : e.getValue();
        }
        return completed + failed + cancelled + given;
    }

    @Override
    public String toString() {
        return "%s: %d of %d workers busy, %d waiting (most: %d); %d submitted, %d accepted;"
                        .formatted(name, busy, workers, waiting, largestQueue, submitted, accepted)
                + " %d completed, %d failed, %d cancelled, rejected %s; %d crashes"
                        .formatted(completed, failed, cancelled, rejected, crashes);
    }
}
