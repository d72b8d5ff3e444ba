package io.belastbar.profiling.proof.record;

import io.belastbar.web.progress.ProgressEvent;
import java.time.Instant;

/**
 * A part of a proof that begins.
 *
 * @param part in kebab case: {@code copy-rows}
 * @param attempt counts from 1; a proof whose database was away begins again
 */
public record ProofProgress(long id, Instant at, String part, int attempt) implements ProgressEvent {}
