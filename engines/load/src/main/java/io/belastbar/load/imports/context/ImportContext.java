package io.belastbar.load.imports.context;

import io.belastbar.load.imports.source.ImportLimits;
import java.time.Instant;

/**
 * What an imported file does not say about itself.
 *
 * @param scenario the name under which the run is kept
 * @param source the file or pipeline it came from; empty: not known
 * @param receivedAt taken as the time of the run when the file names none
 * @param unitOrNull of the times in a file that does not say; null: not told
 */
public record ImportContext(
        String system,
        String scenario,
        String runId,
        String source,
        Instant receivedAt,
        ImportLimits limits,
        ValueUnit unitOrNull) {

    public ImportContext(String system, String scenario, String runId, Instant receivedAt) {
        this(system, scenario, runId, "", receivedAt, ImportLimits.DEFAULT, null);
    }

    public ImportContext withLimits(ImportLimits other) {
        return new ImportContext(system, scenario, runId, source, receivedAt, other, unitOrNull);
    }

    /** @param unit null: not told */
    public ImportContext withUnit(ValueUnit unit) {
        return new ImportContext(system, scenario, runId, source, receivedAt, limits, unit);
    }
}
