package io.belastbar.backbone.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliverySpansTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final InMemorySpanExporter told = InMemorySpanExporter.create();
    private final DeliverySpans spans = new DeliverySpans(
            OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                            .addSpanProcessor(SimpleSpanProcessor.create(told))
                            .build())
                    .build(),
            (BackboneConfig) Proxy.newProxyInstance(
                    BackboneConfig.class.getClassLoader(),
                    new Class<?>[] {BackboneConfig.class},
                    (config, asked, none) -> "a-group"));

    /** One transaction applies deliveries of many traces, of which somebody decided to record some. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aDeliveryEndsWhenItWasAppliedWhateverComesBehindItUnrecorded(int unrecorded) {
        var attempt = spans.attempt();
        attempt.begin(message("01"), "ledger");
        attempt.applied();
        Instant then = next();
        for (int each = 0; each < unrecorded; each++) {
            attempt.begin(message("00"), "ledger");
            attempt.applied();
        }

        attempt.end(null);

        assertThat(told.getFinishedSpanItems()).singleElement().satisfies(span -> assertThat(end(span))
                .isBefore(then));
    }

    /** Later than all that was, as the clock has it. */
    private static Instant next() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        while (!Instant.now().truncatedTo(ChronoUnit.MICROS).isAfter(now)) {
            Thread.onSpinWait();
        }
        return Instant.now();
    }

    private static Instant end(SpanData span) {
        return Instant.EPOCH.plusNanos(span.getEndEpochNanos());
    }

    private static ReceivedMessage message(String flags) {
        var header = MessageHeader.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-" + flags);
        return new ReceivedMessage(
                new MessagePosition("a-topic", 0, 1, null),
                null,
                List.of(header, MessageHeader.of("ce_type", "a-type")),
                new byte[0]);
    }
}
