package io.belastbar.profiling.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.DatabaseFacts;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.analysis.DatabaseFactsRepository;
import io.belastbar.profiling.cause.run.RunTimesRepository;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.checkup.CheckReportRepository;
import io.belastbar.profiling.checkup.CheckedReport;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.finding.FindingReadRepository;
import io.belastbar.profiling.handover.HandoverFile.Content;
import io.belastbar.profiling.rls.PolicyAnalysisText;
import io.belastbar.profiling.setting.ReadDatabaseSettings;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.web.problem.DomainFailure;
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

/** The files of the hand-over about a database: each from what the rooms of this service know. */
@ApplicationScoped
class HandoverFilesConfig {
    private static final int FINDINGS_MAX = 500;
    private static final String POLICIES = "row-security-policies";
    private static final String ISOLATION = "tenant-isolation";

    private final ObjectMapper json;
    private final DescribedSystems systems;

    HandoverFilesConfig(ObjectMapper json, DescribedSystems systems) {
        this.json = json;
        this.systems = systems;
    }

    @Produces
    @Singleton
    DeliverableFile queries(RunTimesRepository runs, DatabaseFactsRepository facts, SystemZone zones) {
        return new HandoverFile("query-analysis.sql", "queryAnalysisFile", "application/sql", scope -> {
            Optional<DatabaseFacts> newest = Await.of(runs.newest(scope.system(), scope.from(), scope.to()))
                    .flatMap(runId -> Await.of(facts.find(runId)))
                    .map(this::read)
                    .filter(known -> !known.statements().isEmpty());
            return newest.<Content>map(known -> new Content.Text(
                            QueryAnalysis.of(known, new ReportTime(scope.language(), zones.of(scope.system())))))
                    .orElseGet(() -> Content.none(
                            words(scope).text("noFactsYet", scope.system()),
                            words(scope).text("runCommandOfFacts")));
        });
    }

    @Produces
    @Singleton
    DeliverableFile indexes(FindingReadRepository findings) {
        return new HandoverFile("index-strategy.md", "indexStrategyFile", "text/markdown", scope -> {
            var known =
                    Await.of(findings.overview(scope.system(), FINDINGS_MAX)).findings();
            var strategy = new IndexStrategy(known, scope.language());
            return strategy.isEmpty()
                    ? Content.none(
                            words(scope).text("noIndexesYet", scope.system()),
                            words(scope).text("checkCommand", scope.system()))
                    : new Content.Text(strategy.markdown());
        });
    }

    @Produces
    @Singleton
    DeliverableFile policies(CheckReportRepository reports) {
        return new HandoverFile("rls-performance-analysis.md", "rlsFile", "text/markdown", scope -> {
            List<CheckedReport> checked = described(scope)
                    .flatMap(SystemDescription::database)
                    .map(target ->
                            Await.of(reports.find(scope.system(), target)).checks())
                    .orElse(List.of());
            Optional<CheckReport> policies = named(checked, POLICIES);
            Optional<CheckReport> isolation = named(checked, ISOLATION);
            return policies.isEmpty() || isolation.isEmpty()
                    ? Content.none(
                            words(scope).text("noPoliciesYet", scope.system()),
                            words(scope).text("checkCommand", scope.system()))
                    : new Content.Text(new PolicyAnalysisText(scope.language()).of(policies.get(), isolation.get()));
        });
    }

    @Produces
    @Singleton
    DeliverableFile settings(ReadDatabaseSettings settings) {
        return new HandoverFile("postgresql-tuning-recommendations.yml", "tuningFile", "application/yaml", scope -> {
            Optional<SystemDescription> system = described(scope);
            try {
                return system.<Content>map(known -> new Content.Text(settings.file(known, scope.language())))
                        .orElseGet(() -> noDatabase(scope, scope.system() + " is not described"));
            } catch (DomainFailure away) {
                return noDatabase(scope, away.getMessage());
            }
        });
    }

    private static Content noDatabase(Scope scope, String reason) {
        return Content.none(
                words(scope).text("noDatabaseYet", scope.system(), reason),
                words(scope).text("applySystem"));
    }

    private Optional<SystemDescription> described(Scope scope) {
        return Await.of(systems.description(scope.system()));
    }

    private static Optional<CheckReport> named(List<CheckedReport> reports, String name) {
        return reports.stream()
                .filter(report -> report.check().equals(name))
                .map(HandoverFilesConfig::asChecked)
                .findFirst();
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

    private DatabaseFacts read(String document) {
        try {
            return json.readValue(document, DatabaseFacts.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored facts cannot be read", damaged);
        }
    }
}
