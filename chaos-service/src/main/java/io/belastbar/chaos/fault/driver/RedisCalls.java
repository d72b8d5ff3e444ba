package io.belastbar.chaos.fault.driver;

import io.belastbar.chaos.ChaosConfig;
import io.belastbar.chaos.fault.action.RedisFull;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.TargetRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commands to a registered Redis, one connection at a time. Blocks: for virtual threads. */
@ApplicationScoped
class RedisCalls {
    private final Vertx vertx;
    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final Duration limit;

    RedisCalls(Vertx vertx, TargetRegistry targets, CredentialStore credentials, ChaosConfig config) {
        this.vertx = vertx;
        this.targets = targets;
        this.credentials = credentials;
        this.limit = config.controlTimeout();
    }

    /** A connection, as the credential of the action. */
    Session open(RedisFull action) throws IOException, InterruptedException {
        URI url = targets.require(action.target()).url();
        int port = url.getPort() < 0 ? 6379 : url.getPort();
        Credentials credential = credentials.require(action.credential());
        Redis client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://%s:%d".formatted(url.getHost(), port))
                        .setProtocolNegotiation(false));
        Session session = new Session(client, limit);
        try {
            session.connect();
            session.ask(
                    "AUTH", credential.username().isBlank() ? "default" : credential.username(), credential.password());
            return session;
        } catch (IOException | InterruptedException failed) {
            session.close();
            throw failed;
        }
    }

    /** One connection; each answer comes within the time limit or is a failure. */
    static final class Session implements AutoCloseable {
        private final Redis client;
        private final Duration limit;
        private RedisConnection connection;

        private Session(Redis client, Duration limit) {
            this.client = client;
            this.limit = limit;
        }

        private void connect() throws IOException, InterruptedException {
            connection = await(client.connect());
        }

        /** The answer as text; empty for none. */
        String ask(String... command) throws IOException, InterruptedException {
            Response answer = send(command);
            return answer == null ? "" : answer.toString();
        }

        /** False where the server has no memory for it. */
        boolean hasRoom(String... command) throws IOException, InterruptedException {
            try {
                send(command);
                return true;
            } catch (IOException refused) {
                if (String.valueOf(refused.getMessage()).startsWith("OOM")) {
                    return false;
                }
                throw refused;
            }
        }

        String setting(String name) throws IOException, InterruptedException {
            Response answer = send("CONFIG", "GET", name);
            if (answer == null || answer.size() < 2) {
                throw new IOException("it has no setting " + name);
            }
            return answer.get(1).toString();
        }

        long info(String section, String field) throws IOException, InterruptedException {
            return ask("INFO", section)
                    .lines()
                    .filter(line -> line.startsWith(field + ":"))
                    .map(line ->
                            Long.parseLong(line.substring(field.length() + 1).strip()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("it does not tell " + field));
        }

        private Response send(String... command) throws IOException, InterruptedException {
            Request request = Request.cmd(Command.create(command[0]));
            for (int argument = 1; argument < command.length; argument++) {
                request.arg(command[argument]);
            }
            return await(connection.send(request));
        }

        private <T> T await(Future<T> answer) throws IOException, InterruptedException {
            try {
                return answer.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failed) {
                throw new IOException(failed.getCause().getMessage(), failed.getCause());
            } catch (TimeoutException slow) {
                throw new IOException("no answer within " + limit.toMillis() + " ms", slow);
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
