package io.belastbar.profiling.handover;

import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.analysis.DatabaseFactsRepository;
import io.belastbar.profiling.cause.run.RunTimesRepository;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.checkup.CheckReportRepository;
import io.belastbar.profiling.checkup.CheckedReport;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.finding.FindingReadRepository;
import io.belastbar.profiling.rls.PolicyAnalysisText;
import io.belastbar.profiling.setting.ReadDatabaseSettings;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.web.report.DeliverableFile;
import io.belastbar.web.report.DeliverableFile.Scope;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.belastbar.web.system.SystemZone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files of the hand-over about a database: each from what the rooms of this service know. */
@ApplicationScoped
class HandoverFilesConfig {
    private static final int FINDINGS_MAX = 500;
    private static final String POLICIES = "row-security-policies";
    private static final String ISOLATION = "tenant-isolation";

    private final DescribedSystems systems;

    HandoverFilesConfig(DescribedSystems systems) {
        this.systems = systems;
    }

    @Produces
    @Singleton
    DeliverableFile queries(RunTimesRepository runs, DatabaseFactsRepository facts, SystemZone zones) {
        Function<Scope, Optional<DatabaseFacts>> newest =
                scope -> Await.of(runs.newest(scope.system(), scope.from(), scope.to()))
                        .flatMap(runId -> Await.of(facts.facts(runId)))
                        .filter(known -> !known.statements().isEmpty());
        return new HandoverFile(
                "query-analysis.sql",
                "queryAnalysisFile",
                "application/sql",
                scope -> missing(
                        newest.apply(scope).isEmpty(),
                        words(scope).text("noFactsYet", scope.system()),
                        words(scope).text("runCommandOfFacts")),
                scope -> QueryAnalysis.of(
                        newest.apply(scope).orElseThrow(), new ReportTime(scope.language(), zones.of(scope.system()))));
    }

    @Produces
    @Singleton
    DeliverableFile indexes(FindingReadRepository findings) {
        Function<Scope, IndexStrategy> strategy = scope -> new IndexStrategy(
                Await.of(findings.overview(scope.system(), FINDINGS_MAX)).findings(), scope.language());
        return new HandoverFile(
                "index-strategy.md",
                "indexStrategyFile",
                "text/markdown",
                scope -> missing(
                        strategy.apply(scope).isEmpty(),
                        words(scope).text("noIndexesYet", scope.system()),
                        words(scope).text("checkCommand", scope.system())),
                scope -> strategy.apply(scope).markdown());
    }

    @Produces
    @Singleton
    DeliverableFile policies(CheckReportRepository reports) {
        return new HandoverFile(
                "rls-performance-analysis.md",
                "rlsFile",
                "text/markdown",
                scope -> missing(
                        !names(checked(reports, scope)).containsAll(Set.of(POLICIES, ISOLATION)),
                        words(scope).text("noPoliciesYet", scope.system()),
                        words(scope).text("checkCommand", scope.system())),
                scope -> {
                    List<CheckedReport> checked = checked(reports, scope);
                    return new PolicyAnalysisText(scope.language())
                            .of(named(checked, POLICIES), named(checked, ISOLATION));
                });
    }

    @Produces
    @Singleton
    DeliverableFile settings(ReadDatabaseSettings settings) {
        return new HandoverFile(
                "postgresql-tuning-recommendations.yml",
                "tuningFile",
                "application/yaml",
                scope -> missing(
                        described(scope).flatMap(SystemDescription::database).isEmpty(),
                        words(scope).text("noDatabaseYet", scope.system()),
                        words(scope).text("applySystem")),
                scope -> settings.file(described(scope).orElseThrow(), scope.language()));
    }

    private static Optional<Missing> missing(boolean isMissing, String reason, String command) {
        return isMissing ? Optional.of(new Missing(reason, command)) : Optional.empty();
    }

    private List<CheckedReport> checked(CheckReportRepository reports, Scope scope) {
        return described(scope)
                .flatMap(SystemDescription::database)
                .map(target -> Await.of(reports.find(scope.system(), target)).checks())
                .orElse(List.of());
    }

    private static Set<String> names(List<CheckedReport> reports) {
        return reports.stream().map(CheckedReport::check).collect(Collectors.toSet());
    }

    private Optional<SystemDescription> described(Scope scope) {
        return Await.of(systems.description(scope.system()));
    }

    private static CheckReport named(List<CheckedReport> reports, String name) {
        return reports.stream()
                .filter(report -> report.check().equals(name))
                .map(HandoverFilesConfig::asChecked)
                .findFirst()
                .orElseThrow();
    }

    private static CheckReport asChecked(CheckedReport report) {
        List<Diagnosis> diagnoses = report.problems().stream()
                .map(problem -> new Diagnosis(
                        problem.cause(),
                        problem.severity(),
                        problem.subject(),
                        List.of(),
                        problem.title(),
                        problem.description(),
                        problem.measures(),
                        problem.evidence()))
                .toList();
        return new CheckReport(report.check(), report.summary(), report.missing(), report.rows(), diagnoses);
    }

    private static Wording words(Scope scope) {
        return Wording.of(HandoverFile.class, scope.language());
    }
}
