package io.belastbar.web.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressStreamsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An event. */
    record Step(long id) implements ProgressEvent {
        @Override
        public String event() {
            return "step";
        }
    }

    private final ProgressLog<Step> log = new ProgressLog<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ProgressStreams streams = new ProgressStreams(new ObjectMapper(), metrics);
    private final ProgressStream<Step> stream = streams.of(
            "test",
            new ProgressStream.Work<>() {
                @Override
                public Optional<ProgressLog<Step>> log(UUID id) {
                    return Optional.of(log);
                }

                @Override
                public Uni<Optional<Object>> end(UUID id) {
                    return Uni.createFrom().item(Optional.empty());
                }
            },
            null,
            Duration.ofMillis(20));

    @BeforeEach
    void begin() {
        log.add(new Step(1));
        log.add(new Step(2));
    }

    /** An open stream is a request under way, for which a service that is to end would wait. */
    @Test
    void whatIsOpenWhenTheServiceIsToEndGivesWhatThereIsAndEndsUnfinished() {
        var reader = read(null);
        reader.awaitItems(2, PATIENCE);

        streams.end(new ShutdownDelayInitiatedEvent());

        reader.awaitCompletion(PATIENCE);
        assertThat(names(reader)).containsExactly("step 1", "step 2");
        assertThat(metrics.get("belastbar.progress.readers").gauge().value()).isZero();
    }

    @Test
    void whoComesBackMeanwhileLosesNothingAndIsSentOn() {
        streams.end(new ShutdownDelayInitiatedEvent());

        var reader = read("1");

        reader.awaitCompletion(PATIENCE);
        assertThat(names(reader)).containsExactly("step 2");
    }

    private AssertSubscriber<OutboundSseEvent> read(String lastEventId) {
        return stream.of(UUID.randomUUID(), lastEventId, new SseImpl())
                .subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static List<String> names(AssertSubscriber<OutboundSseEvent> reader) {
        return reader.getItems().stream()
                .map(event -> event.getName() + " " + event.getId())
                .toList();
    }
}
