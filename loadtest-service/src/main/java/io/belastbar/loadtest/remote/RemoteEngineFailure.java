package io.belastbar.loadtest.remote;

/** A remote engine could not run a load test, or cannot say what it measured. The message is a sentence for people. */
public final class RemoteEngineFailure extends Exception {

    public RemoteEngineFailure(String message) {
        super(message);
    }

    public RemoteEngineFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
