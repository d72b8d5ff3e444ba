package io.belastbar.profiling.check;

import io.belastbar.profiling.database.TargetSession;

/** One question to a target database. A check is one class, in the room of what it looks at. */
public interface DatabaseCheck {
    /** In kebab case, stable: the API and the files call it so, for example {@code unused-indexes}. */
    String name();

    /**
     * Asks. What it may not ask, or what the server does not have, it names in {@link CheckReport#missing()} and goes on;
     * a refusal that it lets through is named by its caller, and the other checks go on.
     */
    CheckReport check(TargetSession session, CheckedDatabase database);
}
