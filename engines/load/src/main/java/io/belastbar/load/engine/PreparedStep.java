package io.belastbar.load.engine;

/** One step on one lane, ready to be sent again and again. */
public interface PreparedStep {

    /**
     * Sends it with these variables, or as soon as a connection is free. All variables that the step names are known. The
     * variables may change after this method returned.
     */
    void send(UserVariables variables, Reply reply);
}
