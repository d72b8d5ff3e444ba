package io.belastbar.profiling.proof.parameter;

import java.util.Optional;

/**
 * Values that are known before anything is sampled, such as those of a load scenario's data. The files of scenarios are
 * loadtest-service's and are not within reach today: whoever has them implements this.
 */
@FunctionalInterface
public interface KnownValues {
    /** Nothing is known. */
    KnownValues NONE = (queryId, number) -> Optional.empty();

    /** What a statement's parameter {@code $number} was given, as PostgreSQL reads its type from text. */
    Optional<String> of(String queryId, int number);
}
