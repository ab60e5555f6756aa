package io.trunkline.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.observer.Observer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;

/// What the command refuses.
class ServeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 65536|port must be in 0..65535: port=65536",
                "--port -1|port must be in 0..65535: port=-1",
                "--port http|port must be in 0..65535: port=http",
                "--observer 99999999999|port must be in 0..65535: port=99999999999",
                "--chaos -3|chaos must be a whole number of kills a second in 0..1000: chaos=-3",
                "--chaos 1001|in 0..1000: chaos=1001",
                "--chaos-seed x|--chaos-seed",
                "--nonsense|--nonsense",
                "extra|extra"
            })
    void refusesWrongUsageInOneLine(String arguments, String complaint) {
        int code = TrunklineCommand.run(out, err, "serve", arguments.split(" ", -1));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(complaint).contains("--help");
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(TrunklineCommand.run(out, err, "serve", "--port", port)).isEqualTo(2);
            assertThat(err.toString()).contains("port must be free");

            assertThat(TrunklineCommand.run(out, err, "serve", "--port", "0", "--observer", port))
                    .isEqualTo(2);
        }
    }

    @Test
    void topShowsANodeThroughItsObserver() {
        try (Node node = Node.start();
                Observer observer = Observer.start(node, 0)) {
            String address = "localhost:" + observer.uri().getPort();

            assertThat(TrunklineCommand.run(out, err, "top", "--connect", address, "--times", "2"))
                    .as(err.toString())
                    .isZero();

            assertThat(out.toString()).contains("processes", "runners", "MAILBOX");
        }
    }

    @ParameterizedTest
    @CsvSource({"--connect nowhere", "--connect localhost:1", "--times 0", "--nonsense"})
    void topRefusesWhatIsNoObserver(String arguments) {
        assertThat(TrunklineCommand.run(out, err, "top", arguments.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }
}
