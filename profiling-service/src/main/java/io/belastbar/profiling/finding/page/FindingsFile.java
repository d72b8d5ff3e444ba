package io.belastbar.profiling.finding.page;

import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingReadRepository;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import io.belastbar.web.report.DeliverableFile;
import io.belastbar.web.system.SystemZone;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All findings of a system as one file of the hand-over, named after the first and the last number. */
@ApplicationScoped
class FindingsFile implements DeliverableFile {
    private static final int FINDINGS_MAX = 500;

    private final FindingReadRepository findings;
    private final SystemZone zones;

    FindingsFile(FindingReadRepository findings, SystemZone zones) {
        this.findings = findings;
        this.zones = zones;
    }

    @Override
    public String path() {
        return "findings-pe-001-to-pe-NNN.md";
    }

    @Override
    public String path(Scope scope) {
        List<String> numbers = overview(scope).findings().stream()
                .map(Finding::number)
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        return numbers.isEmpty()
                ? path()
                : "findings-%s-to-%s.md"
                        .formatted(numbers.getFirst(), numbers.getLast())
                        .toLowerCase(Locale.ROOT);
    }

    @Override
    public Sentence title() {
        return Wording.sentence(FindingsFile.class, words -> words.text("findingsFile"));
    }

    @Override
    public String mediaType() {
        return "text/markdown;charset=UTF-8";
    }

    @Override
    public Optional<Missing> missing(Scope scope) {
        var words = Wording.of(FindingsFile.class, scope.language());
        return overview(scope).findings().isEmpty()
                ? Optional.of(new Missing(words.text("noFindings"), words.text("runForFindings")))
                : Optional.empty();
    }

    @Override
    public byte[] write(Scope scope) {
        var page = new FindingPage(new ReportTime(scope.language(), zones.of(scope.system())));
        return page.markdown(overview(scope)).getBytes(StandardCharsets.UTF_8);
    }

    private FindingOverview overview(Scope scope) {
        return Await.of(findings.overview(scope.system(), FINDINGS_MAX));
    }
}
