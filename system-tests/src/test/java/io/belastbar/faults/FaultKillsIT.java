package io.belastbar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.running.CommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    @TempDir
    Path folder;

    @Test
    void nothingIsInForceTenSecondsAfterTheDeadlineWhoeverWasKilled() throws Exception {
        var trials = new ArrayList<FaultTrial>();
        var platform = KilledPlatform.start(folder, CommandLine.freeBasePort());
        try {
            for (int number = 0; number < TRIALS; number++) {
                long seed = SEED + number;
                var trial = new TrialOfFaults(platform, new Random(seed)).run(seed);
                System.out.printf("%3d %s%n", number + 1, trial.line());
                trials.add(trial);
            }
        } finally {
            platform.end();
        }

        System.out.println(table(trials));
        assertThat(trials).allSatisfy(trial -> assertThat(trial.wrong()).isEmpty());
        // Else it would be no wonder that nothing is in force.
        assertThat(trials.stream().mapToInt(FaultTrial::seenInForce).sum()).isPositive();
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
