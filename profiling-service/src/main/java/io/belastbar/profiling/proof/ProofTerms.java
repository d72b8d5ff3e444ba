package io.belastbar.profiling.proof;

import io.belastbar.profiling.proof.copy.CopyLimits;
import java.time.Duration;

/**
 * How much a proof may take.
 *
 * @param connect connecting to a database
 * @param reading one statement in the target
 * @param working one statement in the copy
 * @param lease how long a copy stays whose owner is silent
 */
public record ProofTerms(Duration connect, Duration reading, Duration working, Duration lease, CopyLimits limits) {}
