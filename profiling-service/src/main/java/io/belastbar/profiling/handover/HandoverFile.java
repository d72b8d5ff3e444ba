package io.belastbar.profiling.handover;

import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import io.belastbar.web.report.DeliverableFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** A text file of the hand-over that is written or says why not, in one look. */
final class HandoverFile implements DeliverableFile {

    /** The text, or why there is none. */
    sealed interface Content {
        record Text(String text) implements Content {}

        record None(Missing missing) implements Content {}

        static Content none(String reason, String command) {
            return new None(new Missing(reason, command));
        }
    }

    private final String path;
    private final String titleKey;
    private final String mediaType;
    private final Function<Scope, Content> content;

    HandoverFile(String path, String titleKey, String mediaType, Function<Scope, Content> content) {
        this.path = path;
        this.titleKey = titleKey;
        this.mediaType = mediaType;
        this.content = content;
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
        return content.apply(scope) instanceof Content.None none ? Optional.of(none.missing()) : Optional.empty();
    }

    @Override
    public byte[] write(Scope scope) {
        return switch (content.apply(scope)) {
            case Content.Text text -> text.text().getBytes(StandardCharsets.UTF_8);
            case Content.None none ->
                throw new IllegalStateException(none.missing().reason());
        };
    }
}
