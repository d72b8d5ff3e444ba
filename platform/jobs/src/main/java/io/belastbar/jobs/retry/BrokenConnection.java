package io.belastbar.jobs.retry;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** A connection that was refused, or reset while something was being asked, as the JDK and Netty say it. */
public final class BrokenConnection {

    private BrokenConnection() {}

    /** Whether it says so itself; its causes are not looked at. */
    public static boolean is(Throwable failure) {
        return switch (failure) {
            case SocketException broken -> true;
            case ClosedChannelException closed -> true;
            // Netty's native transports say what the system calls say.
            case IOException broken ->
                saysSo(String.valueOf(broken.getMessage()).toLowerCase(Locale.ROOT));
            case null, default -> false;
        };
    }

    private static boolean saysSo(String message) {
        return message.contains("connection reset") || message.contains("broken pipe");
    }
}
