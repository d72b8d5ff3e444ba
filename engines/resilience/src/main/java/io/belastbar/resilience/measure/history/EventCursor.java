package io.belastbar.resilience.measure.history;

import java.io.IOException;

/** Stands before the first event until it is moved. */
interface EventCursor {
    /** Moves on; false at the end. */
    boolean next() throws IOException;

    EventKind kind();

    long sequence();

    long at();
}
