package io.belastbar.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LateOutcomeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();

    @Test
    void anOutcomeThatTakesLongIsWrittenBehindTheAnswer() {
        finish(Duration.ofMillis(1)).await().atMost(PATIENCE);

        assertThat(written).as("still being written").isNotDone();
        assertThat(headers).as("the log names it by this").containsOnlyKeys("X-Request-Id");
        written.complete(null);
        assertThat(losses()).isZero();
    }

    @Test
    void onlyOneThatCannotBeWrittenIsALoss() {
        finish(Duration.ofMillis(1)).await().atMost(PATIENCE);
        assertThat(losses()).isZero();

        written.completeExceptionally(new IllegalStateException("the connection is gone"));

        await().atMost(PATIENCE).until(() -> losses() == 1);
    }

    @Test
    void anOutcomeIsWrittenBeforeTheAnswerIfThatIsQuick() {
        var answered = finish(Duration.ofMinutes(5)).subscribeAsCompletionStage();

        assertThat(answered).isNotDone();
        written.complete(null);
        assertThat(answered).succeedsWithin(PATIENCE);
        assertThat(losses()).isZero();
    }

    private Uni<Void> finish(Duration timeout) {
        AuditRepository repository = new AuditRepository(null) {
            @Override
            Uni<Void> finish(long id, int status) {
                return Uni.createFrom().completionStage(written);
            }
        };
        AuditConfig config = new AuditConfig() {
            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public int anonymousPerSecond() {
                return 10;
            }
        };
        return new AuditFilter(repository, null, metrics, config)
                .finish(
                        saying(ContainerRequestContext.class, Map.of("getMethod", "POST", "getProperty", 12L)),
                        saying(ContainerResponseContext.class, Map.of("getStatus", 400, "getHeaders", headers)));
    }

    private double losses() {
        return metrics.counter("belastbar.audit.failures", "phase", "outcome").count();
    }

    private static <T> T saying(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("getUriInfo")
                        ? saying(UriInfo.class, Map.of("getPath", "/api/v1/plan-analyses"))
                        : answers.get(method.getName())));
    }
}
