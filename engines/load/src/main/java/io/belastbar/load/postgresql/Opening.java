package io.belastbar.load.postgresql;

import io.belastbar.load.result.ErrorClass;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** The time between dialling and the first script: TLS if it is wanted, the startup message, the login. */
final class Opening {

    private final PostgresConnection connection;
    private final PostgresTarget target;
    private final PostgresSettings settings;
    private ChannelHandlerContext context;
    private ScheduledFuture<?> patience;
    private Login login;
    private boolean awaitingSsl;
    private boolean encrypted;

    Opening(PostgresConnection connection, PostgresTarget target, PostgresSettings settings) {
        this.connection = connection;
        this.target = target;
        this.settings = settings;
    }

    static ErrorClass classOf(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return ErrorClass.NAME_UNRESOLVED;
        }
        boolean tls = failure instanceof SSLException || failure.getCause() instanceof SSLException;
        return tls ? ErrorClass.TLS_FAILED : ErrorClass.CONNECTION_FAILED;
    }

    void failed(Throwable cause) {
        connection.lost(classOf(cause), String.valueOf(cause.getMessage()));
    }

    void connected(ChannelHandlerContext active) {
        context = active;
        patience = active.executor()
                .schedule(
                        () -> connection.lost(ErrorClass.CONNECTION_FAILED, "the login took too long"),
                        settings.connectTimeout().toNanos(),
                        TimeUnit.NANOSECONDS);
        if (target.ssl() == PostgresTarget.SslMode.DISABLE) {
            startUp();
            return;
        }
        awaitingSsl = true;
        context.writeAndFlush(context.alloc().buffer(8).writeInt(8).writeInt(Frontend.SSL_REQUEST));
    }

    boolean answersSsl() {
        return awaitingSsl;
    }

    /** One byte, before anything else: S or N (54.2.11). */
    void ssl(ByteBuf bytes) {
        char answer = (char) bytes.readByte();
        boolean more = bytes.isReadable();
        bytes.release();
        awaitingSsl = false;
        if (more || answer != 'S' && answer != 'N') {
            // Bytes after the answer would have been sent without encryption by somebody in between.
            connection.lost(ErrorClass.PROTOCOL_ERROR, "the answer to the request for TLS is not PostgreSQL's");
        } else if (answer == 'S') {
            encrypt();
        } else if (target.ssl() == PostgresTarget.SslMode.PREFER) {
            startUp();
        } else {
            connection.lost(ErrorClass.TLS_FAILED, "the server does not speak TLS, which sslmode asks for");
        }
    }

    private void encrypt() {
        try {
            boolean verify = target.ssl() == PostgresTarget.SslMode.VERIFY_FULL;
            SslContextBuilder builder = SslContextBuilder.forClient();
            if (!verify) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            }
            SslHandler handler = builder.build().newHandler(context.alloc(), target.host(), target.port());
            SSLParameters parameters = handler.engine().getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(verify ? "HTTPS" : "");
            handler.engine().setSSLParameters(parameters);
            context.pipeline().addFirst(handler);
            handler.handshakeFuture().addListener(done -> {
                if (done.isSuccess()) {
                    encrypted = true;
                    startUp();
                } else {
                    connection.lost(
                            ErrorClass.TLS_FAILED, String.valueOf(done.cause().getMessage()));
                }
            });
        } catch (SSLException missing) {
            connection.lost(ErrorClass.TLS_FAILED, String.valueOf(missing.getMessage()));
        }
    }

    private void startUp() {
        login = new Login(target, encrypted);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", target.username());
        parameters.put("database", target.database());
        parameters.put("client_encoding", "UTF8");
        parameters.put("application_name", "belastbar-load");
        ByteBuf out = context.alloc().buffer(128);
        Frontend.startup(out, parameters);
        context.writeAndFlush(out);
    }

    void authentication(ByteBuf in, int end) {
        ByteBuf out = context.alloc().buffer(256);
        boolean written = false;
        try {
            login.answer(in, end, out);
            written = out.isReadable();
        } finally {
            if (!written) {
                out.release();
            }
        }
        if (written) {
            context.writeAndFlush(out);
        }
    }

    /** Whether it came to an end, good or bad: nobody is impatient any more. */
    void over() {
        if (patience != null) {
            patience.cancel(false);
        }
    }
}
