package io.belastbar.local.supervision;

import java.time.Instant;

/** Hears how the children are, from one thread. */
@FunctionalInterface
public interface ChildListener {

    /** @param before null when nothing was said of the child yet */
    void changed(SupervisedChild child, ChildState before, ChildState state, Instant now);
}
