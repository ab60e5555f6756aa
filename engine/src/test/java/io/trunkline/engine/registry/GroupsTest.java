package io.trunkline.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class GroupsTest {
    @RegisterExtension private final Nodes nodes = new Nodes();

    private SimulatedNode node;
    private Self self;
    private Groups groups;

    @BeforeEach
    void makeGroups() {
        node = nodes.simulated(1);
        self = node.self();
        groups = Groups.of(node);
    }

    private Pid lab() {
        return node.start(new Lab()).pid();
    }

    private List<Object> mailbox() {
        List<Object> messages = new ArrayList<>();
        for (var next = self.receive(Duration.ZERO);
                next.isPresent();
                next = self.receive(Duration.ZERO)) {
            messages.add(next.get());
        }
        return messages;
    }

    @Test
    void whoJoinsTwiceIsInTwice() {
        Pid a = lab();
        groups.join("g", a);
        groups.join("g", a);
        assertThat(groups.members("g")).containsExactly(a, a);

        assertThat(groups.leave("g", a)).isTrue();
        assertThat(groups.members("g")).containsExactly(a);
    }

    @Test
    void whoIsNotInAGroupCannotLeaveIt() {
        Pid a = lab();
        groups.join("other", a);

        assertThat(groups.leave("g", a)).isFalse();
    }

    @Test
    void anUnknownGroupHasNobody() {
        assertThat(groups.members("g")).isEmpty();
    }

    @Test
    void theDeadLeaveBeforeTheirEndIsTold() {
        Pid a = lab();
        groups.join("g", a);
        groups.join("h", a);
        GroupMonitor monitor = groups.monitor(self, "g");
        var ref = self.monitor(a);

        a.exit(ExitReason.kill());

        assertThat(groups.members("g")).isEmpty();
        assertThat(groups.groups()).isEmpty();
        assertThat(mailbox())
                .containsExactly(
                        new GroupEvent.Leave(monitor, a), new Down(ref, a, ExitReason.killed()));
    }

    @Test
    void aMonitorTellsJoinsAndLeaves() {
        Pid a = lab();
        Pid b = lab();
        groups.join("g", a);
        GroupMonitor monitor = groups.monitor(self, "g");
        groups.join("g", b);
        groups.join("h", b);
        groups.leave("g", a);

        assertThat(monitor.members()).containsExactly(a);
        assertThat(mailbox())
                .containsExactly(new GroupEvent.Join(monitor, b), new GroupEvent.Leave(monitor, a));

        assertThat(groups.demonitor(self, monitor)).isTrue();
        assertThat(groups.demonitor(self, monitor)).isFalse();
        groups.join("g", a);
        assertThat(mailbox()).isEmpty();
    }

    @Test
    void aGroupIsThereWhileItHasMembers() {
        Pid a = lab();
        groups.join("g", a);
        groups.join("h", a);
        assertThat(groups.groups()).containsExactlyInAnyOrder("g", "h");

        groups.leave("h", a);
        assertThat(groups.groups()).containsExactly("g");
    }

    @Test
    void scopesHaveNothingToDoWithEachOther() {
        Pid a = lab();
        Groups other = Groups.scope(node, "other");
        other.join("g", a);

        assertThat(groups.members("g")).isEmpty();
        assertThat(Groups.scope(node, "other").members("g")).containsExactly(a);
    }

    @Test
    void aProcessThatHasEndedDoesNotJoin() {
        Pid a = lab();
        a.exit(ExitReason.kill());
        groups.join("g", a);

        assertThat(groups.members("g")).isEmpty();
    }

    @Test
    void aProcessOfAnotherNodeIsRefused() {
        Pid stranger = nodes.simulated(2).self().pid();

        assertThatThrownBy(() -> groups.join("g", stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("member must be a process of this node");
    }
}
