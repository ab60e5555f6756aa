package io.trunkline.engine.chaos;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;
import io.trunkline.engine.Started;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// Does things at random, as a process or as a foreign thread, and checks what it can see: that it
/// is alone in its code, that messages of one sender come in order, that replies are to its calls.
final class Actor {
    /// Long enough that only a lost call takes it.
    private static final Duration PATIENT = Duration.ofSeconds(600);

    private final Chaos chaos;
    private final Ledger ledger;

    /// Calls that may take long go to higher slots only, as do answers handed on, so that nobody
    /// waits for himself. Long may take a call without a time limit, and one whose caller may have
    /// to run the handler.
    private final int slot;

    /// Whether it may make such calls: not while its starter waits for it.
    private boolean patient = true;

    private final int source;
    private final Map<Pid, Integer> orders = new HashMap<>();
    private final Map<Integer, Integer> seen = new HashMap<>();
    private final List<MonitorRef> monitors = new ArrayList<>();
    private final List<Unanswered> unanswered = new ArrayList<>();
    private final AtomicBoolean inside = new AtomicBoolean();
    private Self self;

    private record Unanswered(From from, int question) {}

    Actor(Chaos chaos, int slot) {
        this.chaos = chaos;
        this.ledger = chaos.ledger;
        this.slot = slot;
        this.source = chaos.newSource();
    }

    /// Makes it a process.
    void becomes(Self newSelf) {
        self = newSelf;
    }

    void patient(boolean may) {
        patient = may;
    }

    // --- messages ---

    /// Runs a handler, in which it must be alone.
    void alone(Runnable handler) {
        if (!inside.compareAndSet(false, true)) {
            ledger.violated("one thread must be inside: pid=" + self.pid());
        }
        if (Thread.currentThread().isInterrupted() && self.pid().isAlive()) {
            ledger.violated("a handler must begin without an interrupt: pid=" + self.pid());
        }
        try {
            handler.run();
        } finally {
            inside.set(false);
        }
    }

    void handle(Object message) {
        switch (message) {
            case Mail.Work(int number, int from, int order, int hops, long seed) -> {
                ledger.arrived(number, "handled");
                try {
                    checkOrder(from, order);
                    act(new SplittableRandom(seed), hops);
                } finally {
                    ledger.close(number);
                }
            }
            case Mail.Answer(int number, From from, int question) -> {
                ledger.arrived(number, "handled");
                from.reply(question);
                ledger.close(number);
            }
            case Mail.Tick() -> answerAll();
            case Exit _, Down _ -> {}
            default -> ledger.violated("unexpected: message=" + message);
        }
    }

    void answer(Mail.Question question, From from) {
        ledger.arrived(question.number(), "handled");
        checkOrder(question.source(), question.order());
        SplittableRandom random = new SplittableRandom(question.seed());
        act(random, question.hops());
        int number = question.number();
        switch (random.nextInt(8)) {
            case 0 -> {
                unanswered.add(new Unanswered(from, number));
                self.sendAfter(Duration.ofNanos(random.nextInt(2_000_000)), new Mail.Tick());
            }
            case 1 -> {
                Pid to = above(random);
                int handedOn = to == null ? Ledger.NONE : ledger.openMessage();
                if (handedOn == Ledger.NONE) {
                    from.reply(number);
                } else {
                    sendOrWithdraw(to, new Mail.Answer(handedOn, from, number), handedOn);
                }
            }
            case 2 -> Thread.ofVirtual().start(() -> from.reply(number));
            case 3 -> {
                from.reply(number);
                from.reply(number + 1);
            }
            default -> from.reply(number);
        }
    }

    private void answerAll() {
        unanswered.forEach(u -> u.from().reply(u.question()));
        unanswered.clear();
    }

    private void checkOrder(int from, int order) {
        Integer before = seen.put(from, order);
        if (before != null && before >= order) {
            ledger.violated(
                    "messages of one sender must come in order: source="
                            + from
                            + ", before="
                            + before
                            + ", now="
                            + order);
        }
    }

    // --- acts ---

    /// Does up to four things.
    void act(SplittableRandom random, int hops) {
        if (hops <= 0) {
            return;
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            Pid other = chaos.anybody(random);
            if (other != null) {
                actOnce(other, random, hops - 1);
            }
        }
    }

    private void actOnce(Pid other, SplittableRandom random, int hops) {
        switch (random.nextInt(28)) {
            case 0, 1, 2, 3, 4 -> send(other, random, hops);
            case 5, 6 -> {
                if (patient) {
                    call(above(random), PATIENT, random, hops);
                }
            }
            case 7 -> {
                Pid to = patient && random.nextBoolean() ? above(random) : notRunByCallers(random);
                call(to, Duration.ofNanos(random.nextInt(3_000_000)), random, hops);
            }
            case 8, 9, 10 -> ask(other, random, hops);
            case 11 -> other.exit(reason(random));
            case 12 -> spin(random);
            case 13 -> LockSupport.parkNanos(random.nextInt(1_000_000));
            case 14, 15, 16 -> chaos.fill(random.nextInt(Chaos.SLOTS), random);
            default -> {
                if (self != null) {
                    actAsProcess(other, random);
                }
            }
        }
    }

    /// Whether exits must stay messages, as for implicit processes, which have no slot.
    private boolean mustTrap() {
        return slot < 0;
    }

    private void actAsProcess(Pid other, SplittableRandom random) {
        switch (random.nextInt(14)) {
            case 0, 1 -> self.link(other);
            case 2, 3 -> self.unlink(other);
            case 4 -> self.unlinkFlush(other);
            case 5, 6 -> monitors.add(self.monitor(other));
            case 7, 8 -> demonitor(random);
            case 9 -> self.trapExit(mustTrap() || random.nextBoolean());
            case 10 -> self.sleep(Duration.ofNanos(random.nextInt(1_000_000)));
            case 11, 12 -> startChild(random);
            default -> {
                if (random.nextInt(3) == 0) {
                    throw new ProcessExit(reason(random));
                }
            }
        }
    }

    private void demonitor(SplittableRandom random) {
        if (!monitors.isEmpty()) {
            MonitorRef ref = monitors.remove(random.nextInt(monitors.size()));
            self.demonitor(ref, Self.Demonitor.values()[random.nextInt(2)]);
        }
    }

    private void startChild(SplittableRandom random) {
        if (!chaos.mayStart()) {
            return;
        }
        int place = random.nextInt(Chaos.SLOTS);
        Scheduled scheduled = new Scheduled(chaos, place, random.split());
        Threaded threaded = new Threaded(chaos, place, random.split());
        Pid child =
                switch (random.nextInt(4)) {
                    case 0 ->
                            self.startLink(scheduled, Chaos.options(place, random))
                                            instanceof Started.Ok(Pid pid)
                                    ? pid
                                    : null;
                    case 1 -> {
                        monitors.add(self.startMonitor(scheduled, Chaos.options(place, random)));
                        // if the name was taken it is of the holder, who may be of another slot
                        yield null;
                    }
                    case 2 -> self.spawnLink(threaded::run);
                    default -> self.spawnMonitor(threaded::run).target();
                };
        Pid there = chaos.slots.get(place);
        if (child != null && (there == null || !there.isAlive())) {
            chaos.slots.compareAndSet(place, there, child);
        }
    }

    /// @return who is in a higher slot; null if nobody is
    private Pid above(SplittableRandom random) {
        return slot + 1 < Chaos.SLOTS
                ? chaos.slots.get(random.nextInt(slot + 1, Chaos.SLOTS))
                : null;
    }

    private Pid notRunByCallers(SplittableRandom random) {
        int to = random.nextInt(Chaos.SLOTS);
        while (Chaos.callersRun(to)) {
            to = random.nextInt(Chaos.SLOTS);
        }
        return chaos.slots.get(to);
    }

    private void send(Pid to, SplittableRandom random, int hops) {
        int number = ledger.openMessage();
        if (number != Ledger.NONE) {
            sendOrWithdraw(
                    to, new Mail.Work(number, source, next(to), hops, random.nextLong()), number);
        }
    }

    private void sendOrWithdraw(Pid to, Mail mail, int number) {
        ledger.goes(number, to + ": " + mail);
        try {
            if ((number & 1) == 0) {
                to.send(mail);
            } else {
                to.cast(mail);
            }
        } catch (ProcessExit killed) {
            ledger.withdraw(number);
            throw killed;
        }
    }

    private int next(Pid to) {
        return orders.merge(to, 1, Integer::sum);
    }

    private void call(Pid to, Duration timeout, SplittableRandom random, int hops) {
        if (to == null || self != null && to.equals(self.pid())) {
            return;
        }
        int number = ledger.openCall();
        if (number == Ledger.NONE) {
            return;
        }
        ledger.goes(number, to + ": call from " + source + ", timeout=" + timeout);
        try {
            int reply =
                    to.call(
                            new Mail.Question(number, source, next(to), hops, random.nextLong()),
                            timeout);
            checkReply(number, reply);
        } catch (CallFailed failed) {
            if (failed instanceof CallFailed.Interrupted
                    || failed instanceof CallFailed.TimedOut && timeout == PATIENT) {
                ledger.violated("a call must not end so: " + failed);
            }
        } finally {
            ledger.close(number);
        }
    }

    private void ask(Pid to, SplittableRandom random, int hops) {
        int number = ledger.openCall();
        if (number == Ledger.NONE) {
            return;
        }
        ledger.goes(number, to + ": ask from " + source);
        CompletableFuture<Integer> future;
        try {
            future = to.ask(new Mail.Question(number, source, next(to), hops, random.nextLong()));
        } catch (ProcessExit killed) {
            ledger.close(number);
            throw killed;
        }
        var _ =
                future.whenComplete((reply, failure) -> {
                    if (failure == null) {
                        checkReply(number, reply);
                    }
                    ledger.close(number);
                });
        if (random.nextInt(8) == 0) {
            future.cancel(false);
        }
    }

    private void checkReply(int number, int reply) {
        if (reply != number || !ledger.hasArrived(number)) {
            ledger.violated("a reply must be to its call: call=" + number + ", reply=" + reply);
        }
    }

    private static void spin(SplittableRandom random) {
        long end = System.nanoTime() + random.nextLong(TimeUnit.MICROSECONDS.toNanos(50));
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static ExitReason reason(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> ExitReason.kill();
            case 2 -> ExitReason.normal();
            case 3 -> ExitReason.shutdown();
            default -> ExitReason.other(random.nextInt(9));
        };
    }

    @Override
    public String toString() {
        return source + " of slot " + slot + ", unanswered=" + unanswered.size();
    }
}
