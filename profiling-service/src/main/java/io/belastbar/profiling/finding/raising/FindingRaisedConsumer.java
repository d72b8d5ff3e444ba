package io.belastbar.profiling.finding.raising;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingResolved;
import io.belastbar.profiling.finding.FindingRegister;
import io.belastbar.profiling.finding.FindingRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Stream;

/** Registers what any service raises, and resolves what it says is over. */
@ApplicationScoped
public class FindingRaisedConsumer implements EventHandler {
    private final FindingRepository findings;
    private final Clock clock = Clock.systemUTC();

    FindingRaisedConsumer(FindingRepository findings) {
        this.findings = findings;
    }

    @Override
    public String name() {
        return "findings";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.FINDING_RAISED, EventType.FINDING_RESOLVED);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        Uni<?> registered = event.data() instanceof FindingResolved resolved
                ? findings.resolve(transaction, complete(resolved))
                : findings.register(
                        transaction,
                        complete((FindingRaised) event.data()),
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        return registered
                .onFailure(FindingRegister.NotAllowed.class)
                .transform(refused -> new PoisonMessage(refused.getMessage()))
                .replaceWithVoid();
    }

    private static FindingRaised complete(FindingRaised raised) {
        boolean complete = Stream.of(
                        raised.fingerprint(),
                        raised.system(),
                        raised.source(),
                        raised.raisedAt(),
                        raised.severity(),
                        raised.category(),
                        raised.component(),
                        raised.title(),
                        raised.description())
                .allMatch(value -> value != null);
        if (!complete) {
            throw new PoisonMessage("a finding needs fingerprint, system, source, raisedAt, severity, category, "
                    + "component, title and description: was " + raised);
        }
        return raised;
    }

    private static FindingResolved complete(FindingResolved resolved) {
        if (Stream.of(resolved.fingerprint(), resolved.source(), resolved.resolvedAt(), resolved.reason())
                .anyMatch(value -> value == null)) {
            throw new PoisonMessage("what is over has fingerprint, source, resolvedAt and reason: was " + resolved);
        }
        return resolved;
    }
}
