package io.belastbar.local.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.embedded.process.GuardedProcess;
import io.belastbar.local.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Children are real processes under guards; what they need to become ready is the test's. */
@Timeout(120)
class SupervisorTest {
    private static final long LIMIT_S = 60;

    @TempDir
    Path folder;

    private final List<Child> children = new ArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private Supervisor supervisor;

    @AfterEach
    void endAll() throws Exception {
        if (supervisor != null) {
            supervisor.close();
        }
        for (Child child : children) {
            child.kill();
        }
    }

    @Test
    void firstStartThatFailsGivesUpWithTheEndOfTheLogInSentences() throws Exception {
        var broken = child("capacity");
        broken.failure = new IOException("ended while starting");
        Files.writeString(broken.log(), "a line of yesterday\n");
        broken.says = """
                {"timestamp":"2026-01-01T10:00:00.1Z","level":"ERROR","message":"Failed to start application"}
                """;
        supervisor = supervisor(1, child("redis"), broken);

        assertThatThrownBy(supervisor::startAll)
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("the platform did not start: capacity: ended while starting; the end of "
                        + broken.log() + ":\n  10:00:00 ERROR Failed to start application");
    }

    @Test
    void restartThatFailsIsTriedAgainAndTheOthersLiveOn() throws Exception {
        var redis = child("redis");
        var capacity = child("capacity");
        watch(supervisor(1, redis, capacity));
        long pid = redis.process.pid().orElseThrow();

        capacity.failure = new IOException("ended while starting:\nsome log");
        capacity.kill();
        awaitTold("capacity: ended while starting; next try in 2 s");
        awaitTold("capacity: ended while starting; next try in 4 s");
        capacity.failure = null;
        awaitTold("capacity ready");

        assertThat(redis.process.pid()).contains(pid);
        assertThat(redis.isAlive()).isTrue();
    }

    @Test
    void childThatWasKilledIsSaidToBeWithItsSignal() throws Exception {
        var budget = child("budget");
        watch(supervisor(1, budget));

        budget.kill();

        awaitTold("budget was killed (signal 9); next try in 1 s");
    }

    @Test
    void childThatEndedByItselfIsSaidToHaveWithItsExitCode() throws Exception {
        var budget = child("budget");
        budget.command =
                List.of("sh", "-c", "while [ ! -e " + folder.resolve("enough") + " ]; do sleep 0.05; done; exit 3");
        watch(supervisor(1, budget));

        Files.createFile(folder.resolve("enough"));

        awaitTold("budget has ended (exit code 3); next try in 1 s");
    }

    @Test
    void restartThatTakesLongHoldsUpNoOther() throws Exception {
        var slow = child("loadtest");
        var kafka = child("kafka");
        watch(supervisor(1, slow, kafka));
        slow.readiness = new CountDownLatch(1);
        slow.kill();
        awaitTold("loadtest starting");

        kafka.kill();

        awaitTold("kafka ready");
        assertThat(told).doesNotContain("loadtest ready");
        slow.readiness.countDown();
        awaitTold("loadtest ready");
    }

    @Test
    void childKilledWhileItStartsAgainIsTriedAgain() throws Exception {
        var kafka = child("kafka");
        watch(supervisor(1, kafka));
        kafka.readiness = new CountDownLatch(1);
        kafka.kill();
        awaitTold("kafka starting");
        kafka.begun.take();

        kafka.kill();
        awaitTold("kafka: ended while starting; next try in 2 s");
        kafka.readiness.countDown();

        awaitTold("kafka ready");
    }

    @Test
    void heldChildThatIsKilledComesBackWhenItIsReleasedAndNotBefore() throws Exception {
        var redis = child("redis");
        var other = child("kafka");
        watch(supervisor(1, redis, other));

        supervisor.hold("redis", "fault f-1");
        redis.kill();
        awaitTold("redis held: fault f-1");
        // Another's whole end and return: the supervision had every occasion.
        other.kill();
        awaitTold("kafka ready");
        assertThat(redis.begun).isEmpty();
        supervisor.release("redis");

        awaitTold("redis ready");
        assertThat(redis.isAlive()).isTrue();
    }

    @Test
    void holdEndsAStartThatIsUnderWayAndItsOutcomeCountsForNothing() throws Exception {
        var kafka = child("kafka");
        watch(supervisor(1, kafka));
        kafka.readiness = new CountDownLatch(1);
        kafka.kill();
        awaitTold("kafka starting");
        kafka.begun.take();

        supervisor.hold("kafka", "fault f-1");

        assertThat(kafka.isAlive()).isFalse();
        awaitTold("kafka held: fault f-1");
        kafka.readiness.countDown();
        supervisor.release("kafka");
        awaitTold("kafka ready");
    }

    @Test
    void closeWhileAChildIsStartedAgainLeavesNothingToStart() throws Exception {
        var kafka = child("kafka");
        var watching = watch(supervisor(1, kafka));
        kafka.readiness = new CountDownLatch(1);
        kafka.kill();
        awaitTold("kafka starting");
        kafka.begun.take();

        supervisor.close();
        kafka.stop();

        watching.get(LIMIT_S, TimeUnit.SECONDS);
        assertThat(kafka.isAlive()).isFalse();
        assertThat(kafka.begun).isEmpty();
    }

    @Test
    void closeDuringTheFirstStartEndsIt() throws Exception {
        var kafka = child("kafka");
        kafka.readiness = new CountDownLatch(1);
        supervisor = supervisor(1, kafka);
        var starting = CompletableFuture.runAsync(() -> {
            try {
                supervisor.startAll();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        kafka.begun.take();

        supervisor.close();

        assertThatThrownBy(() -> starting.get(LIMIT_S, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(CommandFailure.class)
                .hasMessage("stopped before everything was ready");
    }

    private Child child(String name) throws IOException {
        var child = new Child(name, folder);
        children.add(child);
        return child;
    }

    private Supervisor supervisor(int restartDelaySeconds, Child... supervised) {
        return new Supervisor(
                List.of(supervised),
                Duration.ofSeconds(restartDelaySeconds),
                (child, before, state, now) -> told.add(
                        switch (state) {
                            case ChildState.Waiting waiting -> waiting.text(now);
                            case ChildState.Starting starting -> child.name() + " starting";
                            case ChildState.Running running -> child.name() + " ready";
                            case ChildState.Held held -> child.name() + " held: " + held.reason();
                        }));
    }

    private CompletableFuture<Void> watch(Supervisor watched) throws Exception {
        supervisor = watched;
        watched.startAll();
        for (Child child : children) {
            child.begun.take();
        }
        told.clear();
        return CompletableFuture.runAsync(() -> {
            try {
                watched.watch();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void awaitTold(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        String next;
        do {
            next = told.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(next).as("told within the limit: " + text).isNotNull();
        } while (!next.equals(text));
    }

    private static final class Child implements SupervisedChild {
        private final String name;
        private final Path folder;
        private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
        private volatile GuardedProcess process;
        private volatile IOException failure;
        private volatile String says = "";
        private List<String> command = List.of("sleep", "300");
        private volatile CountDownLatch readiness = new CountDownLatch(0);

        private Child(String name, Path folder) throws IOException {
            this.name = name;
            this.folder = folder;
            Files.createFile(log());
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String url() {
            return "";
        }

        @Override
        public List<String> needs() {
            return List.of();
        }

        @Override
        public void start() throws IOException, InterruptedException {
            process = GuardedProcess.start("TERM", folder.resolve(name + ".pid"), log(), command, Map.of());
            while (process.pid().isEmpty() && process.isAlive()) {
                Thread.sleep(10);
            }
            Files.writeString(log(), says, StandardOpenOption.APPEND);
            begun.add(name);
            while (!readiness.await(10, TimeUnit.MILLISECONDS)) {
                if (!process.isAlive()) {
                    throw new IOException("ended while starting");
                }
            }
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public boolean isAlive() {
            return process != null && process.isAlive();
        }

        @Override
        public String fate() {
            return process.fate();
        }

        @Override
        public void stop() throws InterruptedException {
            if (process != null && !process.stop(Duration.ofSeconds(LIMIT_S))) {
                process.kill();
            }
        }

        @Override
        public void kill() throws InterruptedException {
            if (isAlive()) {
                process.kill();
            }
        }

        @Override
        public Path log() {
            return folder.resolve(name + ".log");
        }
    }
}
