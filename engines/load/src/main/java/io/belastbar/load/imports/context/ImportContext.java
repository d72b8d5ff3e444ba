package io.belastbar.load.imports.context;

import io.belastbar.load.imports.source.ImportLimits;
import java.time.Instant;

/**
 * What an imported file does not say about itself.
 *
 * @param scenario the name under which the run is kept
 * @param source the file or pipeline it came from; empty: not known
 * @param receivedAt taken as the time of the run when the file names none
 */
public record ImportContext(
        String system, String scenario, String runId, String source, Instant receivedAt, ImportLimits limits) {

    public ImportContext(String system, String scenario, String runId, Instant receivedAt) {
        this(system, scenario, runId, "", receivedAt, ImportLimits.DEFAULT);
    }

    public ImportContext withLimits(ImportLimits other) {
        return new ImportContext(system, scenario, runId, source, receivedAt, other);
    }
}
