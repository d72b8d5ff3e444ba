package io.belastbar.local.status;

import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.status.Answer.State;
import io.belastbar.local.supervision.StateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what runs, where, whether it is ready, and what is waiting for what. All are asked side by side. */
@Command(
        name = "status",
        description = "Say what runs, where, whether it is ready, and what is waiting for what.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMillis(1000);
    /** For all of them: a server that sends a byte now and then keeps every single limit. */
    private static final Duration LIMIT_OF_ALL = Duration.ofMillis(1200);

    private static final String ROW = "  %-11s %-15s  %s%n";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    /** What is asked of one child. */
    private record Question(String url, Future<Answer> ready, Future<Answer> alive) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        var chosen = BelastbarHome.choose(home);
        var api = ApiClient.of(chosen);
        var said = StateFile.read(chosen.stateFile());
        long deadline = System.nanoTime() + LIMIT_OF_ALL.toNanos();
        boolean allReady = true;
        for (var child : questions(api).entrySet()) {
            Answer answer = answer(child.getValue(), deadline);
            allReady &= answer.state() == State.READY;
            print(child.getKey(), child.getValue().url(), answer, said.of(child.getKey(), Instant.now()));
        }
        threads.shutdownNow();
        if (said.launcherIsGone()) {
            System.out.println("The launcher has ended. Start it again with: belastbar up --home " + chosen.path());
        }
        System.out.println(allReady ? "Everything is ready." : "Not everything is ready.");
        return allReady ? ExitCodes.PASSED : ExitCodes.ABORTED;
    }

    /** All are asked before the first answer is waited for. */
    private Map<String, Question> questions(ApiClient api) {
        var questions = new LinkedHashMap<String, Question>();
        api.setting("belastbar.postgresql.url").ifPresent(url -> ask(questions, "postgresql", url, Probe::postgres));
        api.setting("kafka.bootstrap.servers")
                .ifPresent(server -> ask(questions, "kafka", "kafka://" + server, Probe::kafka));
        api.setting("belastbar.redis.url").ifPresent(url -> ask(questions, "redis", url, Probe::redis));
        api.services().forEach(service -> {
            var probe = new Probe(api.url(service), LIMIT);
            questions.put(
                    service,
                    new Question(
                            probe.server().toString(),
                            threads.submit(() -> probe.http("/q/health/ready")),
                            threads.submit(() -> probe.http("/q/health/live"))));
        });
        return questions;
    }

    private void ask(Map<String, Question> questions, String name, String url, Function<Probe, Answer> how) {
        var server = URI.create(url);
        Future<Answer> answer = threads.submit(() -> how.apply(new Probe(server, LIMIT)));
        questions.put(name, new Question(server.getHost() + ":" + server.getPort(), answer, answer));
    }

    /** A service whose readiness hangs on a server that hangs is not ready, as long as it answers that it is alive. */
    private static Answer answer(Question question, long deadline) throws InterruptedException {
        Answer ready = within(question.ready(), deadline);
        if (ready.state() == State.NONE && within(question.alive(), deadline).state() != State.NONE) {
            return Answer.notReady("its readiness check does not come to its end");
        }
        return ready;
    }

    private static Answer within(Future<Answer> answer, long deadline) throws InterruptedException {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Answer.none("nothing whole within " + LIMIT_OF_ALL.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Answer.none(String.valueOf(e.getCause().getMessage()));
        }
    }

    private static void print(String name, String url, Answer answer, Optional<String> said) {
        if (answer.state() == State.READY || said.isEmpty()) {
            String remark = answer.remark().isEmpty() ? "" : "  (" + answer.remark() + ")";
            System.out.printf(ROW, name, answer.state().text(), url + remark);
        } else {
            String[] stateAndReason = said.get().split(" ", 2);
            System.out.printf(ROW, name, stateAndReason[0], stateAndReason.length > 1 ? stateAndReason[1] : url);
        }
    }
}
