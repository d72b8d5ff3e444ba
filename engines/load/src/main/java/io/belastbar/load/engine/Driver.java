package io.belastbar.load.engine;

import io.belastbar.load.scenario.SendStep;

/** The I/O of one lane. All calls and all callbacks happen on the lane's thread. */
public interface Driver {

    /**
     * Opens the connections of the plan, paced; {@code ready} runs once, when all of them were tried. A target that
     * takes none is no failure here: the requests will tell.
     */
    void open(Runnable ready);

    /** Makes a step ready to be sent many times; parts without variables are encoded once. */
    PreparedStep prepare(SendStep step);

    DriverHealth health();

    /** Closes all connections; what is in flight is forgotten. */
    void close();
}
