package io.trunkline.engine.registry;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.spi.NodeServices;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.List;

/// What [Entries] promises: nothing of a dead process stays, a unique key has one holder, and a
/// reader meets whoever stays.
public final class RegistryStress {
    private RegistryStress() {}

    private static final Node NODE = Node.start(NodeOptions.defaults().withRunners(1));
    private static final String KEY = "key";

    private static Entries entries(boolean unique) {
        return new Entries(NodeServices.of(NODE), new Nobody(), unique);
    }

    private static Pid process() {
        return NODE.start(Idle::new).pid();
    }

    private static void kill(Pid pid) {
        pid.exit(ExitReason.kill());
    }

    private static String left(Entries entries) {
        return entries.keys().isEmpty() && entries.count() == 0 ? "nothing" : "stale";
    }

    /// An entry that is made while its owner ends does not stay.
    @JCStressTest
    @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "register -> exit, or exit -> register")
    @Outcome(expect = FORBIDDEN, desc = "An entry of a dead process.")
    @State
    public static class RegisterAgainstExit {
        private final Entries entries = entries(true);
        private final Pid owner = process();

        @Actor
        public void registrar() {
            entries.add(new Item(KEY, owner, null));
        }

        @Actor
        public void killer() {
            kill(owner);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = left(entries);
        }
    }

    /// The same for one that has entries already, and takes one back.
    @JCStressTest
    @Outcome(id = "nothing", expect = ACCEPTABLE, desc = "In any order.")
    @Outcome(expect = FORBIDDEN, desc = "An entry of a dead process.")
    @State
    public static class UnregisterAndRegisterAgainstExit {
        private final Entries entries = entries(false);
        private final Pid owner = process();
        private final Item first = new Item(KEY, owner, null);

        public UnregisterAndRegisterAgainstExit() {
            entries.add(first);
        }

        @Actor
        public void registrar() {
            entries.remove(List.of(first));
            entries.add(new Item(KEY, owner, null));
        }

        @Actor
        public void killer() {
            kill(owner);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = left(entries);
        }
    }

    /// A key whose holder ends is taken by the next, whose entry stays.
    @JCStressTest
    @Outcome(id = "taken, then nothing", expect = ACCEPTABLE, desc = "exit -> register")
    @Outcome(id = "refused, then nothing", expect = ACCEPTABLE, desc = "register -> exit")
    @Outcome(expect = FORBIDDEN, desc = "The end of the old holder took the new one's entry.")
    @State
    public static class NextAgainstExit {
        private final Entries entries = entries(true);
        private final Pid holder = process();
        private final Pid next = process();
        private final Item item = new Item(KEY, next, null);
        private boolean taken;

        public NextAgainstExit() {
            entries.add(new Item(KEY, holder, null));
        }

        @Actor
        public void registrar() {
            taken = entries.add(item) == item;
        }

        @Actor
        public void killer() {
            kill(holder);
        }

        @Arbiter
        public void verdict(L_Result r) {
            boolean found = entries.first(KEY) == item;
            kill(next);
            r.r1 =
                    (taken ? "taken" : "refused")
                            + (taken == found ? ", then " : ", but not so, then ")
                            + left(entries);
        }
    }

    /// Two want one key.
    @JCStressTest
    @Outcome(id = "one", expect = ACCEPTABLE, desc = "One has it, and the other knows whom.")
    @Outcome(expect = FORBIDDEN, desc = "Both have it, or nobody.")
    @State
    public static class RegisterAgainstRegister {
        private final Entries entries = entries(true);
        private final Item a = new Item(KEY, process(), null);
        private final Item b = new Item(KEY, process(), null);
        private Item seenByA;
        private Item seenByB;

        @Actor
        public void registrarA() {
            seenByA = entries.add(a);
        }

        @Actor
        public void registrarB() {
            seenByB = entries.add(b);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = seenByA == seenByB && entries.first(KEY) == seenByA ? "one" : "two";
            kill(a.owner);
            kill(b.owner);
        }
    }

    /// Who walks over a key meets the entry that stays, while the one before it goes and comes.
    @JCStressTest
    @Outcome(id = "met", expect = ACCEPTABLE)
    @Outcome(
            expect = FORBIDDEN,
            desc = "An entry that was there all the time was not met, or twice.")
    @State
    public static class WalkAgainstUnregister {
        private final Entries entries = entries(false);
        private final Item goes = new Item(KEY, process(), null);
        private final Item stays = new Item(KEY, process(), null);

        public WalkAgainstUnregister() {
            entries.add(goes);
            entries.add(stays);
        }

        @Actor
        public void owner() {
            entries.remove(List.of(goes));
            entries.add(new Item(KEY, goes.owner, null));
        }

        @Actor
        public void reader(L_Result r) {
            int met = 0;
            for (Item item = entries.first(KEY); item != null; item = entries.next(item)) {
                if (item == stays) {
                    met++;
                }
            }
            r.r1 = met == 1 ? "met" : "met " + met + " times";
        }

        @Arbiter
        public void verdict(L_Result r) {
            kill(goes.owner);
            kill(stays.owner);
        }
    }

    private static final class Nobody implements Entries.Watcher {
        @Override
        public void added(Item item) {}

        @Override
        public void removed(Item item, boolean last, boolean died) {}
    }

    private static final class Idle implements Behaviour {
        @Override
        public Start onStart(Self self) {
            return new Start.Ready();
        }

        @Override
        public void onMessage(Object message) {}

        @Override
        public void onCall(Object request, From from) {}

        @Override
        public void onCast(Object message) {}
    }
}
