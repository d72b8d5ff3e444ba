package io.belastbar.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.control.ChildView.State;
import io.belastbar.local.control.fault.FaultAction;
import io.belastbar.local.control.fault.FaultBook.End;
import io.belastbar.local.control.fault.FaultBook.Ended;
import io.belastbar.local.control.fault.FaultBook.InForce;
import io.belastbar.local.supervision.SupervisedChild;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** The documents of the door, which the chaos service reads: both are held to the same file. */
class ChildViewTest {
    private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");

    @Test
    void childrenAreSaidAsInTheSample() throws Exception {
        var json = new ObjectMapper();
        var said = json.createObjectNode();
        var frozen = new InForce(
                "5a1f0b0e-3a3f-4d2b-8d57-0f6a3e1c9b11", FaultAction.FREEZE, TEN, TEN.plusSeconds(60), false);
        said.putArray("children")
                .add(view("smartbav-db-a", "postgresql", 18724, "primary", Optional.empty(), Optional.empty())
                        .toJson())
                .add(view(
                                "smartbav-db-b",
                                "postgresql",
                                18725,
                                "standby",
                                Optional.empty(),
                                Optional.of(new Ended("smartbav-db-b", "f1", End.TAKEN_BACK, TEN)))
                        .toJson())
                .add(view("smartbav-redis", "redis", 18726, "", Optional.of(frozen), Optional.empty())
                        .toJson());

        try (var sample = getClass().getResourceAsStream("/samples/http/control-door-children.json")) {
            assertThat(said).isEqualTo(json.readTree(sample));
        }
    }

    private static ChildView view(
            String name, String kind, int port, String role, Optional<InForce> fault, Optional<Ended> last) {
        var child = new Breakable(
                new Spoken(name, kind + "://127.0.0.1:" + port), kind, new Unmoved(), new ReentrantLock());
        State state = fault.isPresent() ? State.FROZEN : State.RUNNING;
        return new ChildView(child, role, state, fault, last, Optional.empty());
    }

    /** Nothing is done to those that are only spoken of. */
    private record Unmoved() implements Breakable.Standstill {
        @Override
        public void pause() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void resume() {
            throw new UnsupportedOperationException();
        }
    }

    private record Spoken(String name, String url) implements SupervisedChild {
        @Override
        public List<String> needs() {
            return List.of();
        }

        @Override
        public void start() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void kill() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path log() {
            return Path.of(name + ".log");
        }
    }
}
