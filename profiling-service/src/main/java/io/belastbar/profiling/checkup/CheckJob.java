package io.belastbar.profiling.checkup;

import io.belastbar.contracts.FindingRaised;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.checkup.CheckedReport.Problem;
import io.belastbar.profiling.database.TargetDatabaseClient;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRepository;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Checks a database, registers what is wrong with it, and keeps the reports. Blocks; call it on a virtual thread. */
@ApplicationScoped
public class CheckJob {
    private final TargetDatabaseClient database;
    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final FindingRepository findings;
    private final CheckReportRepository reports;
    private final Clock clock = Clock.systemUTC();

    CheckJob(
            TargetDatabaseClient database,
            TargetRegistry targets,
            CredentialStore credentials,
            FindingRepository findings,
            CheckReportRepository reports) {
        this.database = database;
        this.targets = targets;
        this.credentials = credentials;
        this.findings = findings;
        this.reports = reports;
    }

    /**
     * Asks and stores.
     *
     * @throws io.belastbar.profiling.database.TargetUnavailable when the database does not answer; nothing is stored
     */
    DatabaseReport check(SystemDescription description, String target, List<DatabaseCheck> checks) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var checked = new CheckedDatabase(
                description,
                targets.require(target),
                credentials.require(target).username(),
                now);
        List<CheckReport> seen = database.ask(target, session -> RunChecks.run(checks, session, checked));
        return Await.of(
                reports.inTransaction(transaction -> findings.registerAll(transaction, raised(seen, checked), now)
                        .map(registered -> report(seen, checked, registered))
                        .call(report -> reports.save(transaction, report))));
    }

    private static List<FindingRaised> raised(List<CheckReport> seen, CheckedDatabase checked) {
        Map<String, FindingRaised> raised = new LinkedHashMap<>();
        for (CheckReport report : seen) {
            for (Diagnosis diagnosis : report.diagnoses()) {
                String target = checked.target().name();
                raised.putIfAbsent(
                        diagnosis.fingerprint(checked.system(), target),
                        diagnosis.finding(checked.system(), target, checked.now()));
            }
        }
        return List.copyOf(raised.values());
    }

    private static DatabaseReport report(List<CheckReport> seen, CheckedDatabase checked, List<Finding> registered) {
        String target = checked.target().name();
        Map<String, Finding> byFingerprint = registered.stream()
                .collect(Collectors.toMap(Finding::fingerprint, Function.identity(), (first, same) -> first));
        Function<Diagnosis, Problem> problem = diagnosis -> {
            String fingerprint = diagnosis.fingerprint(checked.system(), target);
            Finding finding = byFingerprint.get(fingerprint);
            return Problem.of(diagnosis, fingerprint, finding == null ? null : finding.number());
        };
        return new DatabaseReport(
                checked.system(),
                target,
                seen.stream()
                        .map(report -> CheckedReport.of(
                                report,
                                checked.now(),
                                report.diagnoses().stream().map(problem).toList()))
                        .toList());
    }
}
