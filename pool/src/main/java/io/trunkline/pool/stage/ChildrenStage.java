package io.trunkline.pool.stage;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.Restart;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// The process behind [ConsumerSupervisor]. Its state, the children by pid, has those that are
/// being restarted under their last pids.
final class ChildrenStage<E> extends Consumer<E, Map<Pid, ChildrenStage.Member>> {
    private static final Logger log = LoggerFactory.getLogger(ConsumerSupervisor.class);

    private final ChildrenSpec<E> spec;

    /// How many children of each subscription have finished since it was asked last.
    private final Map<Subscription, Integer> finished = new HashMap<>();

    /// When children were restarted of late, by the node's clock.
    private final Queue<Long> restarts = new ArrayDeque<>();

    private boolean draining;

    ChildrenStage(ChildrenSpec<E> spec) {
        this.spec = spec;
    }

    /// A child, for as long as its event is not finished.
    record Member(Object event, Subscription from) {}

    /// To itself: one more try to restart a child.
    private record Again(Pid last) implements Behaviour.Notice {}

    @Override
    protected Init<Map<Pid, Member>> init() {
        self().trapExit(true);
        return ok(new LinkedHashMap<>(), spec.producers().toArray(SubscribeTo[]::new));
    }

    // --- events ---

    @Override
    protected Subscribing<Map<Pid, Member>> handleSubscribe(
            Subscription subscription, Map<Pid, Member> children) {
        finished.put(subscription, 0);
        subscription.ask(subscription.options().maxDemand());
        return manual(children);
    }

    @Override
    protected Outcome<Map<Pid, Member>> handleCancel(
            Cancellation why, Subscription subscription, Map<Pid, Member> children) {
        finished.remove(subscription);
        return noReply(children);
    }

    @Override
    protected Outcome<Map<Pid, Member>> handleEvents(
            List<E> events, Subscription from, Map<Pid, Member> children) {
        int failed = 0;
        for (E event : events) {
            if (start(event) instanceof Started.Ok(Pid pid)) {
                children.put(pid, new Member(event, from));
            } else {
                failed++;
            }
        }
        finished(from, failed);
        return noReply(children);
    }

    /// @return what became of it; a failure is logged
    private Started start(Object event) {
        Started started;
        try {
            started = spec.start().apply(self(), event);
        } catch (RuntimeException e) {
            started = new Started.Failed(ExitReason.crashed(e));
        }
        if (started instanceof Started.Failed(ExitReason reason)) {
            log.error("{} did not start a child: {}", self().pid(), reason);
        }
        return started;
    }

    /// Counts children that have finished, and asks for as many events if they are enough.
    private void finished(Subscription from, int children) {
        Integer before = finished.get(from);
        if (before == null) {
            return; // the subscription has ended
        }
        int count = before + children;
        if (count >= from.options().minDemand()) {
            from.ask(count);
            count = 0;
        }
        finished.put(from, count);
    }

    // --- ends ---

    @Override
    protected Outcome<Map<Pid, Member>> handleInfo(Object message, Map<Pid, Member> children) {
        return switch (message) {
            case Exit(Pid child, ExitReason reason) when children.containsKey(child) ->
                    ended(child, reason, children);
            case Exit _ -> noReply(children);
            case Again(Pid last) when children.containsKey(last) -> restart(last, children);
            case Again _ -> noReply(children);
            default -> super.handleInfo(message, children);
        };
    }

    private Outcome<Map<Pid, Member>> ended(
            Pid child, ExitReason reason, Map<Pid, Member> children) {
        if (spec.restart() == Restart.TRANSIENT && !reason.isOrderly()) {
            return restart(child, children);
        }
        forget(child, children);
        return endIfDone(children);
    }

    private void forget(Pid child, Map<Pid, Member> children) {
        Member member = children.remove(child);
        if (member != null) {
            finished(member.from(), 1);
        }
    }

    private Outcome<Map<Pid, Member>> restart(Pid last, Map<Pid, Member> children) {
        if (isTooMuch()) {
            log.error("{} ends, as it restarted children too often", self().pid());
            return stop(ExitReason.shutdown(), children);
        }
        Member member = children.get(last);
        if (member == null) {
            return noReply(children);
        }
        switch (start(member.event())) {
            case Started.Ok(Pid pid) -> {
                children.remove(last);
                children.put(pid, member);
            }
            case Started.Ignored _ -> forget(last, children);
            case Started.Failed _, Started.AlreadyStarted _ -> self().pid().send(new Again(last));
        }
        return endIfDone(children);
    }

    private boolean isTooMuch() {
        long now = self().node().clock().nanoTime();
        restarts.add(now);
        Long oldest;
        while ((oldest = restarts.peek()) != null && now - oldest > spec.period().toNanos()) {
            restarts.remove();
        }
        return restarts.size() > spec.restarts();
    }

    // --- the end in order ---

    @Override
    protected Outcome<Map<Pid, Member>> handleDrain(Map<Pid, Member> children) {
        draining = true;
        return endIfDone(children);
    }

    private Outcome<Map<Pid, Member>> endIfDone(Map<Pid, Member> children) {
        return draining && children.isEmpty() ? last(children) : noReply(children);
    }

    @Override
    protected void terminate(ExitReason reason, Map<Pid, Member> children) {
        children.keySet().forEach(child -> child.exit(ExitReason.shutdown()));
        long begin = self().node().clock().nanoTime();
        for (Pid child : children.keySet()) {
            Duration left = spec.shutdown().minusNanos(self().node().clock().nanoTime() - begin);
            awaitEnd(child, left.isNegative() ? Duration.ZERO : left);
        }
    }

    private void awaitEnd(Pid child, Duration timeout) {
        if (self().awaitExit(child, timeout).isEmpty()) {
            child.exit(ExitReason.kill());
            self().awaitExit(child, ConsumerSupervisor.FOREVER);
        }
    }

    // --- requests ---

    @Override
    protected Outcome<Map<Pid, Member>> handleCall(
            Object request, From from, Map<Pid, Member> children) {
        return switch (request) {
            case ChildrenRequest.WhichChildren() -> reply(List.copyOf(children.keySet()), children);
            case ChildrenRequest.TerminateChild(Pid child) -> {
                boolean known = children.containsKey(child);
                if (known) {
                    child.exit(ExitReason.shutdown());
                    awaitEnd(child, spec.shutdown());
                    forget(child, children);
                }
                Outcome<Map<Pid, Member>> next = endIfDone(children);
                from.reply(known);
                yield next;
            }
            default -> super.handleCall(request, from, children);
        };
    }
}
