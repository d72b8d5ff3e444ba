package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.belastbar.budget.settings.SettingsKind;
import io.belastbar.budget.settings.SettingsRepository;
import io.belastbar.budget.settings.StoredSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;

/** The rules in force. */
@ApplicationScoped
class RulesRepository {

    private final SettingsRepository settings;

    RulesRepository(SettingsRepository settings) {
        this.settings = settings;
    }

    /** The newest stored ones, else those that are built in. */
    Uni<EscalationRules> inForce(SqlClient client, String system) {
        return settings.latest(client, SettingsKind.ESCALATION_RULES, system)
                .map(stored -> EscalationRulesParser.parse(
                        stored.map(StoredSettings::content).orElseGet(EscalationRules::defaultDocument)));
    }
}
