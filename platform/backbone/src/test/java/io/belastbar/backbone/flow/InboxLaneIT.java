package io.belastbar.backbone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.deadletter.DeadLetterRepository;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageKey;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.backbone.inbox.InboundMessage;
import io.belastbar.backbone.inbox.InboxLaneJob;
import io.belastbar.backbone.inbox.InboxMetrics;
import io.belastbar.backbone.inbox.InboxRepository;
import io.belastbar.backbone.inbox.LaneProgress;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.backbone.inbox.RoutingHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a lane does with messages, each kind of which once stopped one. */
@QuarkusTest
class InboxLaneIT {

    @Inject
    EventFlow flow;

    @Inject
    InboxRepository inbox;

    @Inject
    DeadLetterRepository deadLetters;

    @Inject
    BackboneConfig config;

    private final String key = EventFlow.newKey();

    @Test
    void whatOneHandlerCannotApplyTheOthersKeep() throws Exception {
        List<EventHandler> handlers = List.of(
                NamedHandler.ledger("first"),
                NamedHandler.failing("second", new PoisonMessage("not mine")),
                NamedHandler.ledger("third"));

        deliver(handlers, step("1", 1), step("2", 2));

        assertThat(flow.ledger("first/" + key)).containsExactly(1, 2);
        assertThat(flow.ledger("third/" + key)).containsExactly(1, 2);
        assertThat(letters("1")).containsExactly("second: not mine");
        assertThat(letters("2")).containsExactly("second: not mine");
    }

    @Test
    void aHandlerThatComesLaterAppliesWhatTheOthersHaveApplied() throws Exception {
        deliver(List.of(NamedHandler.ledger("first")), step("1", 1));
        deliver(List.of(NamedHandler.ledger("first"), NamedHandler.ledger("second")), step("1", 1));

        assertThat(flow.ledger("first/" + key)).containsExactly(1);
        assertThat(flow.ledger("second/" + key)).containsExactly(1);
    }

    @Test
    void whatWasAppliedWhenThereWasOneRowForAllIsAppliedForAll() throws Exception {
        flow.query("INSERT INTO inbox_event (source, id, handler) VALUES ('/elsewhere', $1, '*')", id("1"));

        deliver(List.of(NamedHandler.ledger("first")), step("1", 1), step("2", 2));

        assertThat(flow.ledger("first/" + key)).containsExactly(2);
    }

    @Test
    void handlersOfOneNameAreRefused() {
        List<EventHandler> twins = List.of(NamedHandler.ledger("same"), NamedHandler.ledger("same"));

        assertThatThrownBy(() -> new RoutingHandler(twins))
                .hasMessage("a handler's name should be its own and not blank: was same");
        assertThatThrownBy(() -> new RoutingHandler(List.of(NamedHandler.ledger("*"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void dataThatPostgresRefusesIsADeadLetterAndTheNextOneGoesOn() throws Exception {
        EventHandler handler = new NamedHandler(
                "first",
                (step, transaction) -> step.sequence() == 1
                        ? NamedHandler.write("a\u0000b", step, transaction)
                        : NamedHandler.write("first", step, transaction));

        deliver(List.of(handler), step("1", 1), step("2", 2));

        assertThat(flow.ledger("first/" + key)).containsExactly(2);
        assertThat(letters("1")).singleElement().asString().contains("failed 3 times");
    }

    @Test
    void aHandlerThatHidesARefusalIsADeadLetter() throws Exception {
        EventHandler handler =
                new NamedHandler("first", (step, transaction) -> NamedHandler.write("a\u0000b", step, transaction)
                        .onFailure()
                        .recoverWithUni(hidden -> NamedHandler.write("first", step, transaction)));

        deliver(List.of(handler), step("1", 1));

        assertThat(flow.ledger("first/" + key)).isEmpty();
        assertThat(letters("1")).singleElement().asString().contains("failed 3 times");
    }

    @Test
    void aHandlerThatNeverAnswersIsADeadLetter() throws Exception {
        EventHandler handler = new NamedHandler(
                "first",
                (step, transaction) -> step.sequence() == 1
                        ? Uni.createFrom().nothing()
                        : NamedHandler.write("first", step, transaction));

        deliver(List.of(handler), step("1", 1), step("2", 2));

        assertThat(flow.ledger("first/" + key)).containsExactly(2);
        assertThat(letters("1")).singleElement().asString().contains("failed 3 times");
    }

    @Test
    void anErrorOfAHandlerIsADeadLetterToo() throws Exception {
        deliver(List.of(NamedHandler.failing("first", new StackOverflowError())), step("1", 1));

        assertThat(letters("1")).singleElement().asString().contains("StackOverflowError");
    }

    @Test
    void anIdThatNoRowCanHoldIsADeadLetter() throws Exception {
        // Random, so that PostgreSQL cannot compress it into an index row.
        String tooLong =
                new Random(1).ints(2_000).mapToObj(Integer::toHexString).collect(Collectors.joining());
        ReceivedMessage huge = KafkaMessages.received(tooLong, EventFlow.step(key, 1, "note"));
        ReceivedMessage nul = KafkaMessages.received("\u0000" + key, EventFlow.step(key, 2, "note"));

        deliver(List.of(NamedHandler.ledger("first")), huge, nul, step("3", 3));

        assertThat(flow.ledger("first/" + key)).containsExactly(3);
        assertThat(flow.count("SELECT count(*) FROM dead_letter WHERE key = convert_to($1, 'UTF8')", key))
                .isEqualTo(2);
    }

    @Test
    void aCopyThatCannotBePublishedKeepsNoLetterFromBeingKept() throws Exception {
        flow.query("ALTER TABLE outbox_event ADD CONSTRAINT no_copy CHECK (topic NOT LIKE '%.dlq') NOT VALID");
        try {
            deliver(List.of(NamedHandler.failing("first", new PoisonMessage("no"))), step("1", 1), step("2", 2));
        } finally {
            flow.query("ALTER TABLE outbox_event DROP CONSTRAINT no_copy");
        }

        assertThat(letters("1")).containsExactly("first: no");
        assertThat(letters("2")).containsExactly("first: no");
    }

    @Test
    void aSecondDeliveryOfAPoisonMessageIsKeptOnceAndATopicMadeAnewLosesNone() throws Exception {
        List<EventHandler> handlers = List.of(NamedHandler.ledger("first"));
        ReceivedMessage before = unreadable(Instant.EPOCH, "before");
        ReceivedMessage after = unreadable(Instant.EPOCH.plusSeconds(60), "after");

        deliver(handlers, before);
        deliver(handlers, before);
        deliver(handlers, after);
        deliver(handlers, after);

        assertThat(flow.query(
                        "SELECT convert_from(data, 'UTF8') FROM dead_letter WHERE key = convert_to($1, 'UTF8') ORDER BY id",
                        key))
                .extracting(row -> row.getString(0))
                .containsExactly("before", "after");
        assertThat(flow.count(
                        "SELECT count(*) FROM outbox_event WHERE topic = 'belastbar.game-day-steps.dlq' AND key = $1",
                        key))
                .isEqualTo(2);
    }

    private ReceivedMessage unreadable(Instant timestamp, String data) {
        MessagePosition position = new MessagePosition("belastbar.game-day-steps", 0, 7, timestamp);
        return new ReceivedMessage(
                position, MessageKey.of(key), List.of(MessageHeader.of("made-by", "another")), data.getBytes());
    }

    private void deliver(List<EventHandler> handlers, ReceivedMessage... messages) throws InterruptedException {
        RoutingHandler routing = new RoutingHandler(handlers);
        InboxMetrics metrics = new InboxMetrics(new SimpleMeterRegistry());
        InboxLaneJob lane = new InboxLaneJob(routing, inbox, deadLetters, metrics, config.inbox());
        List<InboundMessage> batch = Stream.of(messages)
                .map(message -> InboundMessage.of(message, routing.types()))
                .toList();
        LaneProgress progress = new LaneProgress();

        lane.apply(batch, progress);

        assertThat(progress.work()).isEmpty();
    }

    private ReceivedMessage step(String id, int sequence) {
        return KafkaMessages.received(id(id), EventFlow.step(key, sequence, "note"));
    }

    private String id(String id) {
        return id + "-" + key;
    }

    private List<String> letters(String id) {
        List<String> letters = new ArrayList<>();
        flow.query("SELECT handler, reason FROM dead_letter WHERE event_id = $1", id(id))
                .forEach(row -> letters.add(row.getString(0) + ": " + row.getString(1)));
        return letters;
    }
}
