package io.belastbar.load.engine;

/** Who waits for the end of a request. */
public interface Reply {

    /** The request goes onto the wire now; {@code nanos} of {@link System#nanoTime}. Not called if it never does. */
    void sent(long nanos);

    /** It ended, in whatever way; called exactly once, on time-out too, and never before {@code send} returned. */
    void ended(Exchange exchange, long bytesSent, long bytesReceived);
}
