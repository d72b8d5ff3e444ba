package io.belastbar.capacity.history.runs;

import io.belastbar.backbone.envelope.CloudEventHeaders;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.LatencySummary;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.embedded.testing.TestInfrastructure;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Finished test runs as loadtest-service publishes them. */
public final class PublishedRun {
    private static final int RUN_SECONDS = 600;

    private PublishedRun() {}

    public static TestRunFinished of(
            String system, RunVerdict verdict, Instant end, Map<String, String> labels, EndpointResult... endpoints) {
        return new TestRunFinished(
                UUID.randomUUID().toString(),
                system,
                "peak",
                "target",
                end.minusSeconds(RUN_SECONDS),
                end,
                verdict,
                List.of(),
                10,
                1,
                List.of(endpoints),
                labels,
                List.of());
    }

    /** Every answer took the same time. */
    public static EndpointResult endpoint(String name, long requests, long micros, double perSecond) {
        var histogram = new Histogram(3);
        histogram.recordValueWithCount(micros, requests);
        var bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        var encoded = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
        var latency = new LatencySummary(
                micros / 1e3, micros / 1e3, micros / 1e3, micros / 1e3, micros / 1e3, micros / 1e3, micros / 1e3);
        return new EndpointResult(name, null, requests, 0, perSecond, perSecond, latency, latency, encoded);
    }

    public static void publish(String id, TestRunFinished run) {
        var source = URI.create("/belastbar/loadtest-service");
        var event = new EventEnvelope(id, source, run.eventType(), run.partitionKey(), Instant.EPOCH, run);
        var message = new ProducerRecord<>(run.eventType().topic().topicName(), event.key(), EventJson.write(run));
        CloudEventHeaders.of(event).forEach(header -> message.headers().add(header.name(), header.value()));
        try (var producer = new KafkaProducer<>(
                TestInfrastructure.kafkaClient(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message);
        }
    }
}
