package io.belastbar.profiling.setting;

import io.belastbar.document.InvalidInput;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.profiling.setting.checklist.OptimizationChecklist;
import io.belastbar.profiling.setting.rule.SettingRule;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.Unavailable;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what the database of a system is set to; asked now. Blocks; for virtual threads. */
@ApplicationScoped
public class ReadDatabaseSettings {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final TargetDatabaseClient database;
    private final TargetRegistry targets;
    private final CredentialStore credentials;

    ReadDatabaseSettings(TargetDatabaseClient database, TargetRegistry targets, CredentialStore credentials) {
        this.database = database;
        this.targets = targets;
        this.credentials = credentials;
    }

    /**
     * As {@code postgresql-tuning-recommendations.yml}, for what is configured of the server.
     *
     * @throws Conflict when the system has no database
     * @throws Unavailable when that does not answer
     */
    public String file(SystemDescription description, ReportLanguage language) {
        ServerSize nothing = ServerSize.of(Optional.empty(), Optional.empty(), Optional.empty());
        return read(description, nothing).file(language);
    }

    DatabaseSettings read(SystemDescription description, ServerSize asked) {
        String target = description
                .database()
                .orElseThrow(() -> new Conflict(description.system() + " has no postgresql target"));
        Instant now = Instant.now();
        var checked = new CheckedDatabase(
                description,
                targets.require(target),
                credentials.require(target).username(),
                now);
        try {
            return database.ask(target, session -> settings(session, checked, asked));
        } catch (TargetUnavailable away) {
            throw new Unavailable("the database " + target, RETRY_AFTER);
        }
    }

    private static DatabaseSettings settings(TargetSession session, CheckedDatabase checked, ServerSize asked) {
        ServerSize size = asked.or(configured(checked.target(), asked));
        ServerState state = ServerState.read(session, checked.now());
        List<Recommendation> recommendations = SettingRule.all(state, size);
        return new DatabaseSettings(
                checked.target().name(),
                state,
                size,
                recommendations,
                OptimizationChecklist.answers(session, checked, state, size));
    }

    /** Of what was not asked for: a wrong value that is not used refuses nothing. */
    private static ServerSize configured(Target target, ServerSize asked) {
        try {
            return ServerSize.of(
                    asked.memoryBytes().isPresent()
                            ? Optional.empty()
                            : target.server().memory(),
                    asked.disk().isPresent()
                            ? Optional.empty()
                            : target.server().disk(),
                    asked.connections().isPresent()
                            ? Optional.empty()
                            : target.server().connections());
        } catch (InvalidInput wrong) {
            throw new Conflict(
                    "belastbar.targets.%s.* is not understood: %s".formatted(target.name(), wrong.getMessage()));
        }
    }
}
