package io.belastbar.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The platform under random kills of its services, Kafka, PostgreSQL and Redis, while writes go on: it becomes whole
 * without a hand, and what was acknowledged is stored, published and applied, once.
 *
 * <p>{@code -Dbelastbar.kills}, {@code -Dbelastbar.kills.seconds} and {@code -Dbelastbar.kills.seed} say how many kills
 * are spread over how long, and which.
 */
@Tag("proof")
class KillsIT {
    private static final int KILLS = Integer.getInteger("belastbar.kills", 20);
    private static final long SECONDS = Long.getLong("belastbar.kills.seconds", 120);
    private static final long SEED = Long.getLong("belastbar.kills.seed", System.nanoTime());
    private static final int WRITERS = 4;
    private static final int WRITES_PER_SECOND = 20;
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    /** Far above what is promised: a busy machine makes no platform whole sooner. What it took is printed. */
    private static final Duration WHOLE_LIMIT = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    @Test
    void platformBecomesWholeAndNothingAcknowledgedIsLostOrAppliedTwice() throws Exception {
        Path home = folder.resolve("home");
        var launcher = CommandLine.start(
                folder.resolve("up.log"),
                List.of("up", "--home", home.toString(), "--base-port", "" + CommandLine.freeBasePort()),
                List.of("--no-training", "--tenants", "2", "--employees-per-tenant", "20"));
        try {
            Waiting.until(START_LIMIT, () -> launcher.output().contains("Ready after"), launcher::output);
            drill(launcher, home);
        } finally {
            launcher.interrupt();
        }
    }

    private void drill(CommandLine.Running launcher, Path home) throws Exception {
        var platform = RunningPlatform.of(home);
        var kills = new RandomKills(home, launcher.process().toHandle(), SEED);
        var writers = Writers.start(platform, WRITERS, WRITES_PER_SECOND);
        Duration whole;
        try (writers) {
            killAtRandomMoments(kills);
            whole = awaitWhole(home, launcher);
        }
        var settled = new AtomicReference<Census>();
        Waiting.until(
                WHOLE_LIMIT,
                () -> {
                    settled.set(Census.take(platform).orElse(null));
                    return settled.get() != null && settled.get().isSettled();
                },
                () -> "not settled: " + summary(settled.get()) + "\n" + launcher.output());

        Census census = settled.get();
        Map<String, Integer> published = Published.read(platform);
        report(kills, writers, census, published, whole);
        assertThat(launcher.process().isAlive()).isTrue();
        assertThat(census.stored().keySet()).containsAll(writers.acknowledged());
        assertThat(census.stored())
                .allSatisfy((metric, times) -> assertThat(times).isEqualTo(1));
        assertThat(published.keySet()).isEqualTo(new HashSet<>(census.stored().keySet()));
        assertThat(published).allSatisfy((metric, events) -> assertThat(events).isEqualTo(Writers.EVENTS_A_WRITE));
        assertThat(census.applied().keySet()).isEqualTo(census.stored().keySet());
        assertThat(census.applied())
                .allSatisfy((metric, times) -> assertThat(times).isEqualTo(1));
        assertThat(census.deadLetters()).isZero();
    }

    private static void killAtRandomMoments(RandomKills kills) throws Exception {
        var random = new Random(SEED);
        double meanMs = SECONDS * 1000.0 / KILLS;
        for (int kill = 0; kill < KILLS; kill++) {
            // Between nothing and twice the mean: some meet a child that has just been started again.
            TimeUnit.MILLISECONDS.sleep((long) (random.nextDouble() * 2 * meanMs));
            kills.kill();
        }
    }

    /** How long it took from the last kill until {@code status} says that everything is ready. */
    private Duration awaitWhole(Path home, CommandLine.Running launcher) throws Exception {
        long begun = System.nanoTime();
        var last = new AtomicReference<>("");
        Waiting.until(
                WHOLE_LIMIT,
                () -> {
                    var status = CommandLine.run(folder.resolve("status.log"), 60, "status", "--home", home.toString());
                    last.set(status.output());
                    return status.exitCode() == 0;
                },
                () -> last.get() + "\n" + launcher.output());
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void report(
            RandomKills kills, Writers writers, Census census, Map<String, Integer> published, Duration whole) {
        System.out.printf(
                "kills %d in %d s, seed %d: %s%nwhole after the last kill: %d s%n"
                        + "writes: %d tried, %d acknowledged, %d stored%nevents: %d published; applied %s%n",
                kills.killed().values().stream().mapToInt(Integer::intValue).sum(),
                SECONDS,
                SEED,
                kills.killed(),
                whole.toSeconds(),
                writers.attempts(),
                writers.acknowledged().size(),
                census.stored().size(),
                published.values().stream().mapToInt(Integer::intValue).sum(),
                summary(census));
    }

    private static String summary(Census census) {
        return census == null
                ? "a service does not answer"
                : "%d of %d, dead letters %d, pending %.0f"
                        .formatted(
                                census.applied().size(),
                                census.stored().size(),
                                census.deadLetters(),
                                census.pending());
    }
}
