package io.belastbar.load.postgresql;

import io.belastbar.load.postgresql.protocol.Backend;
import io.belastbar.load.postgresql.protocol.Frontend;
import io.belastbar.load.postgresql.protocol.Login;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.transport.Trust;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The time between dialling and the first script: TLS if it is wanted, the startup message, the login. */
final class Opening {

    private final PostgresConnection connection;
    private final PostgresTarget target;
    private final PostgresSettings settings;
    private final Encryption encryption;
    private final Executor blocking;
    private ChannelHandlerContext context;
    private ScheduledFuture<?> patience;
    private Login login;
    private boolean awaitingSsl;
    private boolean encrypted;
    private boolean computing;
    private boolean over;

    /**
     * @param encryption null if none is wanted
     * @param blocking runs what takes long
     */
    Opening(
            PostgresConnection connection,
            PostgresTarget target,
            PostgresSettings settings,
            Encryption encryption,
            Executor blocking) {
        this.connection = connection;
        this.target = target;
        this.settings = settings;
        this.encryption = encryption;
        this.blocking = blocking;
    }

    static ErrorClass classOf(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return ErrorClass.NAME_UNRESOLVED;
        }
        boolean tls = failure instanceof SSLException || failure.getCause() instanceof SSLException;
        return tls ? ErrorClass.TLS_FAILED : ErrorClass.CONNECTION_FAILED;
    }

    void connected(ChannelHandlerContext active) {
        context = active;
        patience = active.executor()
                .schedule(this::tooLong, settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
        if (encryption == null) {
            startUp();
            return;
        }
        awaitingSsl = true;
        context.writeAndFlush(context.alloc().buffer(8).writeInt(8).writeInt(Frontend.SSL_REQUEST));
    }

    private void tooLong() {
        connection.lost(
                ErrorClass.CONNECTION_FAILED,
                "the server took the connection, but no login came to an end within "
                        + settings.connectTimeout().toMillis() + " ms");
    }

    boolean answersSsl() {
        return awaitingSsl;
    }

    boolean encrypted() {
        return encrypted;
    }

    /** One byte, before anything else: S or N (54.2.11), or E of a server that takes nobody. */
    void ssl(ByteBuf bytes) {
        char answer = (char) bytes.readByte();
        boolean more = bytes.isReadable();
        awaitingSsl = false;
        if (answer == 'E') {
            // Its words are not read: before TLS they could be anybody's.
            connection.lost(ErrorClass.CONNECTION_FAILED, "the server answered the request for TLS with an error");
        } else if (more || answer != 'S' && answer != 'N') {
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
        SslHandler handler = encryption.handler(context.alloc());
        context.pipeline().addFirst(handler);
        handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                encrypted = true;
                startUp();
            } else {
                connection.lost(ErrorClass.TLS_FAILED, Trust.explain(done.cause()));
            }
        });
    }

    private void startUp() {
        login = new Login(target.username(), target.password(), encrypted);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", target.username());
        parameters.put("database", target.database());
        parameters.put("client_encoding", "UTF8");
        parameters.put("application_name", "belastbar-load");
        ByteBuf out = context.alloc().buffer(128);
        Frontend.startup(out, parameters);
        context.writeAndFlush(out);
    }

    /** The answer follows at once, or when it is computed: the event loop does not wait for it. */
    void authentication(ByteBuf in, int end) {
        if (login == null || computing) {
            throw new Backend.NotPostgres("the server asks for authentication out of turn");
        }
        int request = in.readInt();
        byte[] content = ByteBufUtil.getBytes(in, in.readerIndex(), end - in.readerIndex());
        if (!Login.takesLong(request)) {
            say(login.answer(request, content));
            return;
        }
        computing = true;
        blocking.execute(() -> {
            Runnable then;
            try {
                Login.Answer answer = login.answer(request, content);
                then = () -> say(answer);
            } catch (Login.LoginRefused refused) {
                then = () -> connection.lost(ErrorClass.CONNECTION_FAILED, refused.getMessage());
            }
            if (!context.executor().isShuttingDown()) {
                context.executor().execute(then);
            }
        });
    }

    private void say(Login.Answer answer) {
        computing = false;
        if (over || answer.content() == null) {
            return;
        }
        ByteBuf out = context.alloc().buffer(256);
        if (answer.mechanism() == null) {
            Frontend.password(out, answer.content());
        } else {
            Frontend.saslInitial(out, answer.mechanism(), answer.content());
        }
        context.writeAndFlush(out);
    }

    /** Whether the server may end it now. */
    boolean mayEnd() {
        return login != null && !computing;
    }

    /** Whether it came to an end, good or bad: nobody is impatient any more. */
    void over() {
        over = true;
        if (patience != null) {
            patience.cancel(false);
        }
    }
}
