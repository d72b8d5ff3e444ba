package io.belastbar.loadtest.remote;

/** Whom a remote engine tells how it goes. */
@FunctionalInterface
public interface RemoteProgress {

    /** Whether the run shall go on; false: it shall be cancelled. */
    boolean goesOn(RemoteLook look);
}
