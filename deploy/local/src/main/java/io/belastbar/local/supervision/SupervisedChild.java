package io.belastbar.local.supervision;

import java.nio.file.Path;
import java.util.List;

/** Something that should live as long as the platform, and can be started again. */
public interface SupervisedChild {
    String name();

    String url();

    /** Names of the children without which it is not started. */
    List<String> needs();

    /** Returns when it is ready. */
    void start() throws Exception;

    boolean isAlive();

    /** How it ended, to be said behind its name; asked only of one that is not alive. */
    default String fate() {
        return "has ended";
    }

    /** Ends it in good order within a limit, and at once after it. */
    void stop() throws InterruptedException;

    /** Ends at once what is there of it. */
    void kill() throws InterruptedException;

    /** Where to look when it has ended. */
    Path log();
}
