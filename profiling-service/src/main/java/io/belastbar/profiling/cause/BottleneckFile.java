package io.belastbar.profiling.cause;

import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import io.belastbar.web.report.DeliverableFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the time of the newest run's endpoints goes, as a file of the hand-over. */
@ApplicationScoped
class BottleneckFile implements DeliverableFile {
    private final ReadCauses causes;

    BottleneckFile(ReadCauses causes) {
        this.causes = causes;
    }

    @Override
    public String path() {
        return "bottleneck-findings.md";
    }

    @Override
    public Sentence title() {
        return Wording.sentence(BottleneckFile.class, words -> words.text("bottleneckFile"));
    }

    @Override
    public String mediaType() {
        return "text/markdown;charset=UTF-8";
    }

    @Override
    public Optional<Missing> missing(Scope scope) {
        var words = Wording.of(BottleneckFile.class, scope.language());
        return found(scope).isPresent()
                ? Optional.empty()
                : Optional.of(new Missing(words.text("noCausesYet", scope.system()), words.text("runCommand")));
    }

    @Override
    public byte[] write(Scope scope) {
        return new CausesPage(found(scope).orElseThrow(), scope.language())
                .markdown()
                .getBytes(StandardCharsets.UTF_8);
    }

    private Optional<ReadCauses.Found> found(Scope scope) {
        return causes.newest(scope.system(), scope.from(), scope.to());
    }
}
