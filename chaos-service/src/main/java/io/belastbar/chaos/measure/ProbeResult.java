package io.belastbar.chaos.measure;

import io.belastbar.resilience.measure.Measurement;
import java.nio.file.Path;

/**
 * What a probe measured.
 *
 * @param json the same for storing and showing: see {@code MeasurementJson}
 */
public record ProbeResult(Measurement measured, String json, Path journal) {}
