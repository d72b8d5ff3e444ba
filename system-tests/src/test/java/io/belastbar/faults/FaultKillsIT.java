package io.belastbar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import io.belastbar.running.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever holds a fault is killed at a random moment of it: chaos-service, the fault proxy, the platform's database, the
 * launcher with the control door. Ten seconds after the deadline nothing is in force, no process stands still, and the
 * door says truly how each fault ended.
 *
 * <p>{@code -Dbelastbar.fault-kills} and {@code -Dbelastbar.fault-kills.seed} say how many, and which.
 */
@Tag("proof")
class FaultKillsIT {
    private static final int TRIALS = Integer.getInteger("belastbar.fault-kills", 10);
    private static final long SEED = Long.getLong("belastbar.fault-kills.seed", System.nanoTime() & 0xFFFF_FFFFL);

    private static final int LONG_SECONDS = 300;
    private static final Duration UNDONE_LIMIT = Duration.ofSeconds(120);

    @TempDir
    static Path folder;

    private static KilledPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = KilledPlatform.start(folder, CommandLine.freeBasePort());
    }

    @AfterAll
    static void end() throws Exception {
        platform.end();
    }

    @Test
    void nothingIsInForceTenSecondsAfterTheDeadlineWhoeverWasKilled() throws Exception {
        var trials = new ArrayList<FaultTrial>();
        for (int number = 0; number < TRIALS; number++) {
            long seed = SEED + number;
            var trial = new TrialOfFaults(platform, new Random(seed)).run(seed);
            System.out.printf("%3d %s%n", number + 1, trial.line());
            trials.add(trial);
        }

        System.out.println(table(trials));
        assertThat(trials).allSatisfy(trial -> assertThat(trial.wrong()).isEmpty());
        // Else it would be no wonder that nothing is in force.
        assertThat(trials.stream().mapToInt(FaultTrial::seenInForce).sum()).isPositive();
    }

    @Test
    void eachFaultIsUndoneAndTheServersThemselvesAreWell() throws Exception {
        Map<OrderedFault, Long> undone = new EnumMap<>(OrderedFault.class);
        for (OrderedFault fault : OrderedFault.values()) {
            awaitWell();
            String id = active(fault).id();
            long begun = System.nanoTime();

            platform.door().cancel(id);
            awaitWell();

            undone.put(fault, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
        System.out.println("undone within ms, until the servers answer as before: " + undone);
    }

    @Test
    void theKillSwitchEndsAllAndOutlivesWhoeverHeldIt() throws Exception {
        awaitWell();
        for (OrderedFault fault :
                List.of(OrderedFault.DATABASE_FROZEN, OrderedFault.REDIS_CUT_OFF, OrderedFault.INSURER_HANGS)) {
            active(fault);
        }
        long begun = System.nanoTime();
        assertThat(platform.door().killSwitch("POST", "{\"reason\":\"real trouble\"}"))
                .isEqualTo(200);
        try {
            platform.kill(Victim.CHAOS_SERVICE);
            awaitWell();
            System.out.println("after the kill switch, its service killed with it, all is well within ms: "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            assertThat(platform.door().killSwitch("GET", "")).isEqualTo(200);
            assertThat(platform.door().order(OrderedFault.INSURER_SLOW, 1).status())
                    .isEqualTo(409);
        } finally {
            platform.awaitReady();
            assertThat(platform.door().killSwitch("DELETE", "")).isEqualTo(204);
        }
        platform.door().cancel(active(OrderedFault.INSURER_SLOW).id());
    }

    private static FaultDoor.Ordered active(OrderedFault fault) throws Exception {
        FaultDoor.Ordered ordered = platform.door().order(fault, LONG_SECONDS);
        assertThat(ordered.isActive()).as(ordered.toString()).isTrue();
        return ordered;
    }

    private static void awaitWell() throws Exception {
        SampleServers servers = platform.servers(Duration.ofSeconds(5));
        platform.awaitReady();
        Waiting.until(UNDONE_LIMIT, () -> servers.broken().isEmpty(), () -> servers.broken() + platform.output());
    }

    private static String table(List<FaultTrial> trials) {
        var lines = new StringBuilder("fault kills: %d, seed %d%n%-20s%s%n"
                .formatted(TRIALS, SEED, "", "kills  with faults in force  wrong"));
        for (Victim victim : Victim.values()) {
            var of = trials.stream().filter(trial -> trial.victim() == victim).toList();
            lines.append("%-20s%5d%22d%7d%n"
                    .formatted(
                            victim,
                            of.size(),
                            of.stream().filter(trial -> trial.seenInForce() > 0).count(),
                            of.stream()
                                    .filter(trial -> !trial.wrong().isEmpty())
                                    .count()));
        }
        Map<OrderedFault, Integer> met = new EnumMap<>(OrderedFault.class);
        trials.forEach(trial -> trial.faults().forEach(fault -> met.merge(fault, 1, Integer::sum)));
        long longest = trials.stream().mapToLong(FaultTrial::longestMs).max().orElse(-1);
        return lines.append("faults: ")
                        .append(met)
                        .append("\nwell at the latest ")
                        .append(longest) + " ms after the deadline";
    }
}
