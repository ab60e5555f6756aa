package io.trunkline.engine.internal.process;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MailboxFull;
import io.trunkline.engine.internal.mailbox.LimitedMailbox;
import io.trunkline.engine.internal.scheduler.Condition;
import io.trunkline.engine.internal.timer.Deadlines;

import org.jspecify.annotations.Nullable;

/// What a sender does at a mailbox with a limit; see [io.trunkline.engine.MailboxSpec].
final class Admission {
    /// The failure of a call that found no room or was dropped. Compared by identity: no server's
    /// own reason is meant.
    static final ExitReason NO_ROOM = ExitReason.other("mailbox_full");

    private Admission() {}

    /// Brings a message into the mailbox if its rules allow it.
    ///
    /// @return false if the message is dealt with otherwise: dropped, refused, or not wanted any
    ///   more by the caller, whose call then is done or soon found out to be
    static boolean admit(
            ProcessCell target, LimitedMailbox mailbox, Object message, Context sender) {
        if (!isCounted(message)) {
            mailbox.offerSignal(message);
            return true;
        }
        return mailbox.offer(message)
                || switch (mailbox.overflow()) {
                    case REJECT -> refuse(target, mailbox, message);
                    case DROP_NEWEST -> {
                        drop(target, mailbox, message);
                        yield false;
                    }
                    case DROP_OLDEST -> dropOldest(target, mailbox, message);
                    case BLOCK -> await(target, mailbox, message, sender);
                };
    }

    private static boolean isCounted(Object message) {
        return switch (message) {
            case PendingCall call ->
                    !(call.request instanceof StopRequest)
                            && !(call.request instanceof Behaviour.Control);
            case Behaviour.Notice _ -> false;
            default -> true;
        };
    }

    /// @return false, unless it throws
    private static boolean refuse(ProcessCell target, LimitedMailbox mailbox, Object message) {
        if (message instanceof PendingCall call) {
            call.fail(NO_ROOM);
            return false;
        }
        throw new MailboxFull(target, mailbox.capacity());
    }

    private static void drop(ProcessCell target, LimitedMailbox mailbox, Object message) {
        mailbox.countDrop();
        target.discard(message, NO_ROOM);
    }

    private static boolean dropOldest(ProcessCell target, LimitedMailbox mailbox, Object message) {
        do {
            Object oldest = mailbox.evict();
            if (oldest == null) {
                Thread.onSpinWait(); // taken meanwhile, or its sender is about to link it
            } else {
                drop(target, mailbox, oldest);
            }
        } while (!mailbox.offer(message));
        return true;
    }

    private static boolean await(
            ProcessCell target, LimitedMailbox mailbox, Object message, Context sender) {
        PendingCall call = message instanceof PendingCall pending ? pending : null;
        if (call instanceof AskCall || sender.isInside(target)) {
            return refuse(target, mailbox, message);
        }
        return new Wait(target, mailbox, sender).run(message, call);
    }

    /// A sender's wait for room.
    private static final class Wait implements Condition {
        private final ProcessCell target;
        private final LimitedMailbox mailbox;
        private final Context sender;
        private final @Nullable ProcessCell self;
        private boolean interrupted;

        Wait(ProcessCell target, LimitedMailbox mailbox, Context sender) {
            this.target = target;
            this.mailbox = mailbox;
            this.sender = sender;
            this.self = sender.process();
        }

        boolean run(Object message, @Nullable PendingCall call) {
            boolean admitted = false;
            try {
                admitted = awaitRoom(message, call);
                return admitted;
            } finally {
                if (!admitted) {
                    mailbox.passOn();
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private boolean awaitRoom(Object message, @Nullable PendingCall call) {
            long patience = Deadlines.after(target.home.clock, mailbox.timeout(), "timeout");
            long deadline = call == null ? patience : Math.min(patience, call.deadline);
            while (!mailbox.offer(message)) {
                if (self != null && self.isDead()) {
                    throw self.exitNow();
                }
                if (target.isDead()) {
                    target.undeliverable(message);
                    return false;
                }
                if (isPast(deadline)) {
                    // a caller that has no time left finds that out itself
                    return deadline == patience && refuse(target, mailbox, message);
                }
                if (takeInterrupt()) {
                    Thread.currentThread().interrupt();
                    // as does a caller that was interrupted
                    return call == null && refuse(target, mailbox, message);
                }
                target.home.scheduler.await(this, deadline, sender);
            }
            return true;
        }

        private boolean isPast(long deadline) {
            return deadline != Deadlines.NONE && target.home.clock.nanoTime() - deadline >= 0;
        }

        /// Takes in an interrupt, as a wait for a reply does.
        ///
        /// @return whether it ends the wait
        private boolean takeInterrupt() {
            if (!Thread.interrupted() || (self != null && self.isDead())) {
                return false;
            }
            if (sender.depth > 0) {
                sender.interruptDeferred = true;
                return false;
            }
            interrupted = self != null;
            return self == null;
        }

        @Override
        public boolean isMet() {
            return mailbox.hasRoom() || target.isDead();
        }

        @Override
        public void waiter(@Nullable Thread thread) {
            if (thread != null) {
                mailbox.enter(thread);
            } else {
                mailbox.leave(Thread.currentThread());
            }
        }

        @Override
        public String toString() {
            return "room(" + target + ")";
        }
    }
}
