package io.trunkline.benchmarks.compare;

import static io.trunkline.benchmarks.compare.Peer.BEAM;
import static io.trunkline.benchmarks.compare.Peer.JCTOOLS;
import static io.trunkline.benchmarks.compare.Peer.PEKKO;
import static io.trunkline.benchmarks.compare.Rows.findings;
import static io.trunkline.benchmarks.compare.Rows.measured;
import static io.trunkline.benchmarks.compare.Rows.missing;
import static io.trunkline.benchmarks.compare.Rows.workload;
import static io.trunkline.benchmarks.compare.Verdict.MET;
import static io.trunkline.benchmarks.compare.Verdict.MISSED;
import static io.trunkline.benchmarks.compare.Verdict.UNKNOWN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.benchmarks.compare.Goal.Allocates;
import io.trunkline.benchmarks.compare.Goal.AtMost;
import io.trunkline.benchmarks.compare.Goal.Faster;
import io.trunkline.benchmarks.compare.Goal.Within;

import org.junit.jupiter.api.Test;

import java.util.Map;

class GoalTest {
    @Test
    void isFasterFromExactlySoManyTimesOn() {
        Goal goal = new Faster(2.5, PEKKO);

        assertThat(judge(goal, measured(100), measured(250))).isEqualTo(MET);
        assertThat(judge(goal, measured(100), measured(249))).isEqualTo(MISSED);
    }

    @Test
    void isWithinUpToExactlySoManyTimes() {
        Goal goal = new Within(1.5, PEKKO);

        assertThat(judge(goal, measured(150), measured(100))).isEqualTo(MET);
        assertThat(judge(goal, measured(151), measured(100))).isEqualTo(MISSED);
    }

    @Test
    void keepsALimitInclusively() {
        assertThat(judge(new AtMost(15, Unit.NANOS), measured(15), missing("x"))).isEqualTo(MET);
        assertThat(judge(new AtMost(15, Unit.NANOS), measured(15.1), missing("x")))
                .isEqualTo(MISSED);
    }

    @Test
    void countsBytesButNotTheTraceOfTheHarness() {
        Goal goal = new Allocates(0);

        assertThat(judge(goal, measured(1, 0.01), missing("x"))).isEqualTo(MET);
        assertThat(judge(goal, measured(1, 8), missing("x"))).isEqualTo(MISSED);
        assertThat(judge(goal, measured(1), missing("x"))).isEqualTo(UNKNOWN);
    }

    @Test
    void staysOpenWithoutTheFiguresThatItNeeds() {
        Goal goal = new Faster(2, PEKKO);

        assertThat(judge(goal, measured(1), missing("no pekko"))).isEqualTo(UNKNOWN);
        assertThat(judge(goal, missing("no benchmark"), measured(1))).isEqualTo(UNKNOWN);
        assertThat(judge(new AtMost(1, Unit.BYTES), missing("x"), missing("x"))).isEqualTo(UNKNOWN);
    }

    @Test
    void isMissedAsAWholeIfOnePartIsMissedAndOpenIfOneIsOpen() {
        Workload row = workload("row", new Faster(2, BEAM), new Faster(2, PEKKO));

        assertThat(verdict(row, measured(300), measured(199))).isEqualTo(MISSED);
        assertThat(verdict(row, missing("x"), measured(199))).isEqualTo(MISSED);
        assertThat(verdict(row, missing("x"), measured(300))).isEqualTo(UNKNOWN);
        assertThat(verdict(row, measured(300), measured(300))).isEqualTo(MET);
    }

    @Test
    void saysItselfInWords() {
        assertThat(new Faster(2.5, PEKKO).text()).isEqualTo("2.5x Pekko");
        assertThat(new Faster(50, PEKKO).text()).isEqualTo("50x Pekko");
        assertThat(new Within(1.3, JCTOOLS).text()).isEqualTo("within 1.3x of raw JCTools queue");
        assertThat(new Within(1, PEKKO).text()).isEqualTo("no slower than Pekko");
        assertThat(new AtMost(2_000_000, Unit.NANOS).text()).isEqualTo("at most 2,000,000 ns");
        assertThat(new Allocates(0).text()).isEqualTo("allocates at most 0 bytes");
    }

    @Test
    void refusesWhatIsNoNumberOfTimes() {
        assertThatThrownBy(() -> new Faster(0, BEAM)).hasMessage("times must be > 0: times=0.0");
        assertThatThrownBy(() -> new AtMost(-1, Unit.NANOS))
                .hasMessage("limit must be >= 0: limit=-1.0");
    }

    private static Verdict judge(Goal goal, Finding ours, Finding pekko) {
        return goal.judge(findings(workload("row", goal), ours, Map.of(PEKKO, pekko)));
    }

    private static Verdict verdict(Workload row, Finding beam, Finding pekko) {
        return findings(row, measured(100), Map.of(BEAM, beam, PEKKO, pekko)).verdict();
    }
}
