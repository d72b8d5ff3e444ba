package io.belastbar.load.http;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.transport.ExplainingTrust;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What the exceptions of sockets and of TLS say of a connection, in words for people who look for the cause. */
final class ConnectionFailure {

    record Failure(ErrorClass cause, String detail) {}

    private ConnectionFailure() {}

    /** No connection was made. What the generator itself lacks says nothing about the target. */
    static Failure ofConnect(HttpTarget target, InetAddress address, Duration patience, Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        if (said.contains("Too many open files")) {
            return new Failure(ErrorClass.OTHER, "the generator may open no more files: raise its limit (ulimit -n)");
        }
        if (said.contains("Cannot assign requested address")) {
            return new Failure(ErrorClass.OTHER, "the generator has no free port left for a connection");
        }
        if (said.toLowerCase(Locale.ROOT).contains("reset")) {
            // It was accepted: the reset came before the event loop could look.
            return new Failure(ErrorClass.CONNECTION_CLOSED, "reset by the target as soon as it was accepted");
        }
        String at = target.hostAndPort()
                + (address.getHostAddress().equals(target.host()) ? "" : " (" + address.getHostAddress() + ")");
        if (failure instanceof ConnectTimeoutException) {
            return new Failure(ErrorClass.CONNECTION_FAILED, "no connection to " + at + " within " + text(patience));
        }
        boolean refused = failure instanceof ConnectException && said.contains("refused");
        return new Failure(
                ErrorClass.CONNECTION_FAILED,
                refused ? "connection refused by " + at : "no connection to " + at + ": " + said);
    }

    static Failure ofHandshake(Throwable failure, Duration patience) {
        for (Throwable why = failure; why != null; why = why.getCause()) {
            if (why instanceof ExplainingTrust.Untrusted untrusted) {
                return new Failure(ErrorClass.TLS_FAILED, untrusted.getMessage());
            }
            if (lost(why) || Arrays.stream(why.getSuppressed()).anyMatch(ConnectionFailure::lost)) {
                return new Failure(ErrorClass.CONNECTION_CLOSED, "closed by the target during the TLS handshake");
            }
        }
        return switch (failure) {
            case SslHandshakeTimeoutException late ->
                new Failure(ErrorClass.TLS_FAILED, "no TLS handshake within " + text(patience));
            case NotSslRecordException other ->
                new Failure(ErrorClass.TLS_FAILED, "the target does not speak TLS on this port");
            case SSLException refused -> new Failure(ErrorClass.TLS_FAILED, "TLS: " + refused.getMessage());
            default -> of(failure);
        };
    }

    /** Whether the connection below TLS is gone. */
    private static boolean lost(Throwable failure) {
        return failure instanceof IOException && !(failure instanceof SSLException);
    }

    /** An open connection is of no more use. */
    static Failure of(Throwable failure) {
        Throwable root =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (root) {
            case SSLException broken -> new Failure(ErrorClass.TLS_FAILED, "TLS: " + broken.getMessage());
            case IOException lost -> new Failure(ErrorClass.CONNECTION_CLOSED, how(String.valueOf(lost.getMessage())));
            default -> new Failure(ErrorClass.OTHER, root.toString());
        };
    }

    private static String how(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return lower.contains("reset") || lower.contains("broken pipe") ? "reset by the target" : said;
    }

    static String text(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
