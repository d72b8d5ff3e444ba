package io.belastbar.budget.compliance;

import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.report.DeliverableFile;
import io.belastbar.web.system.SystemZone;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** {@code performance-budget-compliance} of the hand-over, in one of its forms. */
final class ComplianceFile implements DeliverableFile {

    /** The forms that are for people. */
    @Dependent
    static final class Forms {

        @Produces
        @Singleton
        DeliverableFile markdown(CompileCompliance reports, SystemZone zones) {
            return new ComplianceFile(".md", "text/markdown", CompliancePage::markdown, reports, zones);
        }

        @Produces
        @Singleton
        DeliverableFile html(CompileCompliance reports, SystemZone zones) {
            return new ComplianceFile(".html", "text/html", CompliancePage::html, reports, zones);
        }
    }

    private final String ending;
    private final String type;
    private final Function<CompliancePage, String> form;
    private final CompileCompliance reports;
    private final SystemZone zones;

    private ComplianceFile(
            String ending,
            String type,
            Function<CompliancePage, String> form,
            CompileCompliance reports,
            SystemZone zones) {
        this.ending = ending;
        this.type = type;
        this.form = form;
        this.reports = reports;
        this.zones = zones;
    }

    @Override
    public String path() {
        return "performance-budget-compliance" + ending;
    }

    @Override
    public Sentence title() {
        return Wording.sentence(ComplianceFile.class, words -> words.text("complianceFile"));
    }

    @Override
    public String mediaType() {
        return type + ";charset=UTF-8";
    }

    @Override
    public Optional<Missing> missing(Scope scope) {
        var words = Wording.of(ComplianceFile.class, scope.language());
        try {
            return reports.hasBudget(scope.system())
                    ? Optional.empty()
                    : Optional.of(new Missing(words.text("noBudgetStored"), words.text("applyCommand")));
        } catch (Conflict unread) {
            return Optional.of(new Missing(unread.getMessage(), words.text("applyCommand")));
        }
    }

    @Override
    public byte[] write(Scope scope) {
        var report = reports.report(scope.system(), scope.from(), scope.to());
        var time = new ReportTime(scope.language(), zones.of(scope.system()));
        return form.apply(new CompliancePage(report, time)).getBytes(StandardCharsets.UTF_8);
    }
}
