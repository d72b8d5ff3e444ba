package io.belastbar.web.progress;

/** One event of a piece of work that readers follow, for example a second of a load run. */
public interface ProgressEvent {

    /** Counts from 1 without a gap; the id of the server-sent event. */
    long id();

    /** The name of the server-sent event; any but {@code finished}, which ends every stream. */
    default String event() {
        return "progress";
    }
}
