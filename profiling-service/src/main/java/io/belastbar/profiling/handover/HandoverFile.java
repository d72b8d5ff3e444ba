package io.belastbar.profiling.handover;

import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import io.belastbar.web.report.DeliverableFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** A text file of the hand-over, of what some room of this service knows. */
final class HandoverFile implements DeliverableFile {
    private final String path;
    private final String titleKey;
    private final String mediaType;
    private final Function<Scope, Optional<Missing>> missing;
    private final Function<Scope, String> text;

    /**
     * @param missing asked whenever the files are listed: it looks at what is stored and asks no target
     * @param text asked only for what is not missing
     */
    HandoverFile(
            String path,
            String titleKey,
            String mediaType,
            Function<Scope, Optional<Missing>> missing,
            Function<Scope, String> text) {
        this.path = path;
        this.titleKey = titleKey;
        this.mediaType = mediaType;
        this.missing = missing;
        this.text = text;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Sentence title() {
        return Wording.sentence(HandoverFile.class, wording -> wording.text(titleKey));
    }

    @Override
    public String mediaType() {
        return mediaType + ";charset=UTF-8";
    }

    @Override
    public Optional<Missing> missing(Scope scope) {
        return missing.apply(scope);
    }

    @Override
    public byte[] write(Scope scope) {
        return text.apply(scope).getBytes(StandardCharsets.UTF_8);
    }
}
