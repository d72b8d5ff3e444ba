package io.belastbar.load.engine;

import io.belastbar.load.scenario.Step.SendStep;

/** The I/O of one lane. All calls and all callbacks happen on the lane's thread. */
public interface Driver {

    /**
     * Opens the connections of the plan, paced; {@code ready} runs once, when all of them were tried. A target that
     * takes none is no failure here: the requests will tell.
     */
    void open(Runnable ready);

    /**
     * From now on so many connections are allowed: more than before are opened as soon as requests wait for them; of fewer,
     * those that are open stay.
     *
     * @param most of this lane; at least 1
     */
    void connections(int most);

    /** A shorter wait for a connection is noise. */
    long STARVED_NANOS = 1_000_000L;

    /** Makes a step ready to be sent many times; parts without variables are encoded once. */
    PreparedStep prepare(SendStep step);

    DriverHealth health();

    /** Whether sends wait now for a connection. */
    boolean waits();

    /** Whether they wait for one of which the scenario says how many there are: it wanted to see that. */
    default boolean waitsAsAsked() {
        return false;
    }

    /** Closes all connections; what is in flight is forgotten. */
    void close();

    /** One step on one lane, ready to be sent again and again. */
    interface PreparedStep {

        /**
         * Sends it with these variables, or as soon as a connection is free. All variables that the step names are known. The
         * variables may change after this method returned.
         */
        void send(UserVariables variables, Reply reply);
    }

    /** Who waits for the end of a request. */
    interface Reply {

        /** The request goes onto the wire now; {@code nanos} of {@link System#nanoTime}. Not called if it never does. */
        void sent(long nanos);

        /** It ended, in whatever way; called exactly once, on time-out too, and never before {@code send} returned. */
        void ended(Exchange exchange, long bytesSent, long bytesReceived);
    }

    /** What a virtual user knows. */
    interface UserVariables {

        /** Null if it is not known. */
        String get(String name);
    }

    /**
     * Where a driver stands.
     *
     * @param open connections
     * @param busy connections with a request in flight
     * @param waiting sends that wait for a connection
     * @param waitingMax most that waited since the previous look
     * @param starved sends so far that waited longer than {@link #STARVED_NANOS} because no connection was free and no
     *     more may be opened; a wait for one that is being opened is the target's doing
     */
    record DriverHealth(int open, int busy, int waiting, int waitingMax, long starved) {}
}
