package io.belastbar.budget.escalation.rules;

import io.belastbar.jobs.Await;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.Reading;
import io.belastbar.web.system.SystemZone;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The rules that hold for a system. */
@ApplicationScoped
public class RulesInForce {

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    private final Pool pool;
    private final DocumentRepository documents;
    private final EscalationRulesKind kind;
    private final SystemZone zones;

    RulesInForce(Pool pool, DocumentRepository documents, EscalationRulesKind kind, SystemZone zones) {
        this.pool = pool;
        this.documents = documents;
        this.kind = kind;
        this.zones = zones;
    }

    /** The newest stored ones, else those that are built in; {@code Unread} if the stored ones are no longer read. */
    public Uni<Reading<EscalationRules>> reading(SqlClient client, String system) {
        return documents
                .inForce(client, kind.id(), system, kind.id(), DocumentRepository.NEWEST)
                .map(found -> found.map(stored -> Reading.of(kind, stored))
                        .orElseGet(() -> new Reading.Understood<>(
                                EscalationRulesParser.parse(EscalationRules.defaultDocument()))));
    }

    /** Whether a system has no rules of its own. */
    public Uni<Boolean> isBuiltIn(SqlClient client, String system) {
        return documents
                .inForce(client, kind.id(), system, kind.id(), DocumentRepository.NEWEST)
                .map(found -> found.isEmpty());
    }

    /**
     * As {@link #reading}.
     *
     * @throws io.belastbar.web.problem.Conflict (as the Uni's failure) if the stored ones are no longer read
     */
    public Uni<EscalationRules> of(SqlClient client, String system) {
        return reading(client, system).map(Reading::orThrow);
    }

    /** In which a system's messages write times: the rules' zone, and that of the system where they name none. Waits. */
    public ZoneId zone(String system) {
        var zone = Await.of(reading(pool, system))
                .optional()
                .map(EscalationRules::zone)
                .orElse(ZoneOffset.UTC);
        return zone.equals(ZoneOffset.UTC) ? zones.of(system) : zone;
    }

    /** How long after it was heard of what has no end of its own counts as over. Waits. */
    public Duration forgottenAfter(String system, String rule) {
        return Await.of(reading(pool, system))
                .optional()
                .flatMap(rules -> rules.rule(rule))
                .map(EscalationRule::deduplicate)
                .orElse(FORGOTTEN_AFTER);
    }
}
