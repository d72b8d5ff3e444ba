package io.belastbar.local.status;

import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.ha.SampleConnection;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.status.Answer.State;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks everything that runs on a home, side by side, before the first answer is waited for. */
final class Questions implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Duration limit;
    private final Duration limitOfAll;
    private final long deadline;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Question> questions = new LinkedHashMap<>();
    private String doorUrl;
    private Future<Said> door;

    /** What is asked of one child. */
    private record Question(String url, Future<Answer> ready, Future<Answer> alive) {}

    /** What one answered. */
    record Answered(String name, String url, Answer answer) {}

    /** What the door said, and how it is itself. */
    private record Said(DoorSaying ofOthers, Answer itself) {
        private static Said nothing(Answer itself) {
            return new Said(DoorSaying.nothing(), itself);
        }
    }

    interface Reader {
        void read(Answered answered);
    }

    private Questions(Duration limit) {
        this.limit = limit;
        // A server that sends a byte now and then keeps every single limit.
        this.limitOfAll = limit.plusMillis(200);
        this.deadline = System.nanoTime() + limitOfAll.toNanos();
    }

    /** @param limit for each wait for an answer */
    static Questions ask(ApiClient api, BelastbarHome home, Duration limit) {
        var asked = new Questions(limit);
        api.setting("belastbar.postgresql.url").ifPresent(url -> asked.ask("postgresql", url, Probe::postgres));
        api.setting("kafka.bootstrap.servers")
                .ifPresent(server -> asked.ask("kafka", "kafka://" + server, Probe::kafka));
        api.setting("belastbar.redis.url").ifPresent(url -> asked.ask("redis", url, Probe::redis));
        api.services().forEach(service -> asked.askService(service, api.url(service)));
        api.settings(SampleConnection.CHILDREN).forEach((name, url) -> {
            if (name.equals(SampleConnection.CONTROL_DOOR)) {
                asked.doorUrl = url;
                asked.door = asked.threads.submit(() -> asked.askDoor(URI.create(url), home));
            } else {
                asked.ask(name, url, how(URI.create(url).getScheme()));
            }
        });
        return asked;
    }

    /** In the order in which a reader looks for them. */
    void answers(Reader reader) throws InterruptedException {
        for (var child : questions.entrySet()) {
            Question question = child.getValue();
            reader.read(new Answered(child.getKey(), question.url(), answer(question)));
        }
    }

    /** What the control door says, where there is one; the reader is told how it is itself. */
    DoorSaying door(Reader reader) throws InterruptedException {
        if (door == null) {
            return DoorSaying.nothing();
        }
        Said said;
        try {
            said = within(door);
        } catch (TimeoutException late) {
            said = Said.nothing(Answer.none(late()));
        } catch (ExecutionException e) {
            said = Said.nothing(Answer.none(reason(e)));
        }
        reader.read(new Answered(SampleConnection.CONTROL_DOOR, doorUrl, said.itself()));
        return said.ofOthers();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void askService(String service, URI url) {
        var probe = new Probe(url, limit);
        questions.put(
                service,
                new Question(
                        url.toString(),
                        threads.submit(() -> probe.http("/q/health/ready")),
                        threads.submit(() -> probe.http("/q/health/live"))));
    }

    private void ask(String name, String url, Function<Probe, Answer> how) {
        var server = URI.create(url);
        Future<Answer> answer = threads.submit(() -> how.apply(new Probe(server, limit)));
        questions.put(name, new Question(server.getHost() + ":" + server.getPort(), answer, answer));
    }

    private static Function<Probe, Answer> how(String scheme) {
        return switch (scheme) {
            case "postgresql" -> Probe::postgres;
            case "redis" -> Probe::redis;
            default -> probe -> probe.http("/version");
        };
    }

    /** By the token of the home: whoever may read it may know. */
    private Said askDoor(URI door, BelastbarHome home) throws IOException, InterruptedException {
        String token = String.valueOf(PrivateProperties.read(home.secrets()).get("sample.control"));
        var request = HttpRequest.newBuilder(door.resolve("/children"))
                .timeout(limit)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? new Said(DoorSaying.of(answer.body()), Answer.ready())
                    : Said.nothing(Answer.notReady("status " + answer.statusCode()));
        } catch (HttpTimeoutException silent) {
            return Said.nothing(Answer.none("nothing within " + limit.toMillis() + " ms"));
        } catch (ConnectException refused) {
            return Said.nothing(Answer.none("Connection refused"));
        }
    }

    /** A service whose readiness hangs on a server that hangs is not ready, as long as it answers that it is alive. */
    private Answer answer(Question question) throws InterruptedException {
        Answer ready = answerOf(question.ready());
        if (ready.state() == State.NONE && answerOf(question.alive()).state() != State.NONE) {
            return Answer.notReady("its readiness check does not come to its end");
        }
        return ready;
    }

    private Answer answerOf(Future<Answer> answer) throws InterruptedException {
        try {
            return within(answer);
        } catch (TimeoutException late) {
            return Answer.none(late());
        } catch (ExecutionException e) {
            return Answer.none(reason(e));
        }
    }

    private <T> T within(Future<T> answer) throws InterruptedException, TimeoutException, ExecutionException {
        return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private String late() {
        return "nothing whole within " + limitOfAll.toMillis() + " ms";
    }

    private static String reason(ExecutionException failed) {
        String message = failed.getCause().getMessage();
        return message == null ? failed.getCause().getClass().getSimpleName() : message;
    }
}
