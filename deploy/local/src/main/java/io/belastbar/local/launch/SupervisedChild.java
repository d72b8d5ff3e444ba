package io.belastbar.local.launch;

/** Something that should live as long as the platform, and can be started again. */
interface SupervisedChild {
    String name();

    boolean isAlive();

    /** Returns when it is ready. */
    void startAgain() throws Exception;

    /** Where to look when it has ended. */
    String log();
}
