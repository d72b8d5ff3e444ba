package io.belastbar.load.preflight;

import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.Feeder;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.SqlStep;
import io.belastbar.load.scenario.SqlStep.SqlStatement;
import io.belastbar.load.scenario.Step;
import io.belastbar.load.scenario.Step.ThinkStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What of a scenario may be tried before its load without doing anything to the target.
 *
 * @param requests GET and HEAD with which flows begin, before anything that may change the target: what comes later may
 *     need what came before. All their variables are known without an answer
 * @param statements that are prepared and planned, and not executed
 */
public record PreflightPlan(List<RequestStep> requests, List<Check> statements) {

    static final int REQUESTS_MAX = 10;

    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    /**
     * The commands of PostgreSQL that it cannot prepare, and that may make what others need (PostgreSQL documentation, part
     * VI). What begins with none of these is a query or a mistake, and both are told by preparing it.
     */
    private static final Set<String> COMMANDS = Set.of(
            ("ABORT ALTER ANALYZE BEGIN CALL CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY CREATE DEALLOCATE DECLARE DISCARD"
                            + " DO DROP END EXECUTE EXPLAIN FETCH GRANT IMPORT LISTEN LOAD LOCK MOVE NOTIFY PREPARE REASSIGN REFRESH REINDEX"
                            + " RELEASE RESET REVOKE ROLLBACK SAVEPOINT SECURITY SET SHOW START TRUNCATE UNLISTEN VACUUM")
                    .split(" "));

    /** Changes how the statements after it are understood, though it looks like a query. */
    private static final Pattern SETTING = Pattern.compile("(?i)set_config|search_path");

    private static final Pattern BEFORE_WORD = Pattern.compile("(?s)^(\\s+|\\(|--[^\\n]*(\\n|$)|/\\*.*?\\*/)+");

    /**
     * One statement of a step.
     *
     * @param step where it stands
     * @param script prepares and explains it
     */
    public record Check(String step, SqlStep script) {}

    public static PreflightPlan of(Scenario scenario) {
        return new PreflightPlan(requests(scenario), statements(scenario));
    }

    private static List<RequestStep> requests(Scenario scenario) {
        Set<String> given = given(scenario);
        Map<String, RequestStep> distinct = new LinkedHashMap<>();
        for (Flow flow : scenario.flows()) {
            for (Step step : flow.steps()) {
                if (step instanceof ThinkStep) {
                    continue;
                }
                if (!(step instanceof RequestStep request) || !isSafe(request)) {
                    break;
                }
                if (given.containsAll(request.variables())) {
                    distinct.putIfAbsent(request.method() + " " + request.path() + " " + request.headers(), request);
                }
            }
        }
        return distinct.values().stream().limit(REQUESTS_MAX).toList();
    }

    private static boolean isSafe(RequestStep request) {
        return SAFE.contains(request.method()) && request.body() == null;
    }

    /** Rows that are used once are left for the load. */
    private static Set<String> given(Scenario scenario) {
        Set<String> given =
                new TreeSet<>(Set.of("vu", "iteration", scenario.tenants().variable()));
        for (Feeder feeder : scenario.feeders()) {
            if (feeder.order() != Feeder.Order.ONCE) {
                feeder.columns().forEach(column -> given.add(feeder.name() + "." + column));
            }
        }
        return given;
    }

    /** None if one of them may make what another needs, such as CREATE or SET. */
    private static List<Check> statements(Scenario scenario) {
        List<Check> checks = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Step send : scenario.sends()) {
            if (!(send instanceof SqlStep step)) {
                continue;
            }
            for (SqlStatement statement : step.statements()) {
                if (!isPreparable(statement.sql())) {
                    return List.of();
                }
                if (seen.add(statement.sql())) {
                    checks.add(new Check(step.name(), script(statement, checks.size())));
                }
            }
        }
        return checks;
    }

    private static boolean isPreparable(String sql) {
        String rest = BEFORE_WORD.matcher(sql).replaceFirst("");
        String word = rest.split("[^A-Za-z]", 2)[0].toUpperCase(Locale.ROOT);
        return !COMMANDS.contains(word) && !SETTING.matcher(sql).find();
    }

    /** Names are not given back by a rollback, so each has its own. EXPLAIN asks for the rights as execution would. */
    private static SqlStep script(SqlStatement statement, int number) {
        String name = "belastbar_preflight_" + number;
        String nulls = String.join(
                ", ", statement.parameters().stream().map(none -> "NULL").toList());
        List<SqlStatement> script = List.of(
                new SqlStatement("PREPARE " + name + " AS " + statement.sql(), List.of()),
                new SqlStatement("EXPLAIN EXECUTE " + name + (nulls.isEmpty() ? "" : "(" + nulls + ")"), List.of()));
        return new SqlStep(name, script, true, null, Map.of(), name, name);
    }
}
