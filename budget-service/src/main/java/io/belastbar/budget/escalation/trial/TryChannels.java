package io.belastbar.budget.escalation.trial;

import io.belastbar.budget.escalation.channel.Delivery;
import io.belastbar.budget.escalation.channel.NotDelivered;
import io.belastbar.budget.escalation.channel.Receiver;
import io.belastbar.budget.escalation.channel.SendMessage;
import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.budget.escalation.message.Notice;
import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.contracts.Severity;
import io.belastbar.report.Sentence;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends a test message through channels, side by side: one that hangs is waited for, but not before each other one. */
@ApplicationScoped
class TryChannels {

    private static final Sentence REASON =
            new Sentence("Somebody tries whether messages arrive", "Jemand prüft, ob Nachrichten ankommen");

    private final SendMessage messages;
    private final Clock clock = Clock.systemUTC();

    TryChannels(SendMessage messages) {
        this.messages = messages;
    }

    /** Who a message is tried for. */
    private record Trial(String role, Receiver receiver) {}

    /**
     * What happened on each channel, in the order of the roles.
     *
     * @param roles whose channels are tried
     */
    List<Tried> of(String system, EscalationRules rules, List<String> roles, ZoneId zone) throws InterruptedException {
        var trials = roles.stream()
                .flatMap(role -> Receiver.of(rules.channels(role)).stream().map(receiver -> new Trial(role, receiver)))
                .toList();
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Tried>>();
            trials.forEach(trial -> running.add(hands.submit(() -> tried(system, trial, zone))));
            var tried = new ArrayList<Tried>();
            for (var each : running) {
                tried.add(each.get());
            }
            return List.copyOf(tried);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a test message failed other than by its receiver", failed.getCause());
        }
    }

    private Tried tried(String system, Trial trial, ZoneId zone) throws InterruptedException {
        var receiver = trial.receiver();
        var now = clock.instant();
        var delivery = new Delivery(UUID.randomUUID(), receiver, notice(system, trial.role(), now));
        String problem = null;
        try {
            // An alert that ends when it begins.
            messages.send(delivery, zone, now);
        } catch (NotDelivered refused) {
            problem = refused.getMessage();
        }
        return new Tried(
                trial.role(),
                receiver.channel().name(),
                receiver.name(),
                problem == null,
                messages.signs(receiver),
                problem);
    }

    private static Notice notice(String system, String role, Instant now) {
        var cause = new Notice.Cause("", "test:" + system, Severity.LOW.name(), system, "");
        return new Notice(new UUID(0, 0), system, "test", role, cause, REASON, Kind.TEST, 0, now, null);
    }
}
