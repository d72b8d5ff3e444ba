package io.belastbar.plans.index.facts;

import io.belastbar.plans.index.IndexShape;
import java.util.Objects;

/**
 * An index that a table has.
 *
 * @param valid false while it is being built, and after a build that failed
 */
public record ExistingIndex(String name, IndexShape shape, boolean unique, boolean valid) {
    public ExistingIndex {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(shape, "shape");
    }
}
