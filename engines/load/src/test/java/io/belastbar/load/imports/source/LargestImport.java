package io.belastbar.load.imports.source;

import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.List;
import java.util.Random;

/** Reads many requests of many steps and tenants over hours: a program of its own, so that its memory can be bounded. */
final class LargestImport {

    static final int ROWS = 1_500_000;
    private static final int STEPS = 8;
    private static final int TENANTS = 10;
    private static final long SPAN_MICROS = 2L * 3600 * 1_000_000;

    private LargestImport() {}

    public static void main(String[] arguments) {
        Random random = new Random(3);
        Samples samples = new Samples(ImportLimits.DEFAULT, new Faults("the file"));
        for (int row = 0; row < ROWS; row++) {
            int step = random.nextInt(STEPS);
            // In the order of their ends, as most tools write them.
            long duration = random.nextLong(3_000_000);
            long end = 1_770_000_000_000_000L + SPAN_MICROS * row / ROWS;
            samples.add(
                    row,
                    new ImportedRequest(
                            new StepInfo("s" + step, "GET /" + step, "s" + step),
                            "org_" + random.nextInt(TENANTS),
                            end - duration,
                            duration,
                            null,
                            100,
                            1_000));
        }
        RunResult result = samples.result("r", "s", "x", new Provenance("jmeter", "", "", List.of()));
        System.out.println("IMPORTED " + result.total().requests() + " of "
                + result.total().intendedStarts() + " in "
                + result.seconds().stream()
                        .mapToLong(second -> second.total().requests())
                        .sum());
    }
}
