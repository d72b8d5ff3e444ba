package io.belastbar.chaos.measure;

import io.belastbar.resilience.measure.Measurement;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a probe measured.
 *
 * @param json the same for storing and showing: see {@code MeasurementJson}
 * @param notReadBack why nobody could read what the database has; the loss is unknown then
 */
public record ProbeResult(Measurement measured, String json, Path journal, Optional<String> notReadBack) {}
