package io.belastbar.web.document;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MeyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.DeltaType;
import com.github.difflib.patch.Patch;
import io.belastbar.document.TooLarge;
import java.util.List;

/** What changed between two versions of a text, line by line. */
final class TextDiff {

    // The effort grows with the lines times the lines that differ.
    private static final int LINES_MAX = 2_000;
    private static final int CONTEXT = 3;

    private TextDiff() {}

    /**
     * In the unified format; empty if nothing changed.
     *
     * @throws TooLarge if one of them has more than 2,000 lines
     */
    static String between(StoredDocument from, StoredDocument to) {
        var before = lines(from);
        var after = lines(to);
        var patch = replacing(DiffUtils.diff(before, after, new MeyersDiffWithLinearSpace<>()));
        var lines = UnifiedDiffUtils.generateUnifiedDiff(title(from), title(to), before, patch, CONTEXT);
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** Lines that come in the place of others are shown after them, as everybody does. */
    private static Patch<String> replacing(Patch<String> patch) {
        var together = new Patch<String>();
        AbstractDelta<String> inserted = null;
        for (var delta : patch.getDeltas()) {
            if (inserted != null) {
                var replaces = delta.getType() == DeltaType.DELETE
                        && delta.getSource().getPosition()
                                == inserted.getSource().getPosition();
                together.addDelta(replaces ? new ChangeDelta<>(delta.getSource(), inserted.getTarget()) : inserted);
                inserted = null;
                if (replaces) {
                    continue;
                }
            }
            if (delta.getType() == DeltaType.INSERT) {
                inserted = delta;
            } else {
                together.addDelta(delta);
            }
        }
        if (inserted != null) {
            together.addDelta(inserted);
        }
        return together;
    }

    private static List<String> lines(StoredDocument document) {
        var lines = document.text().lines().toList();
        if (lines.size() > LINES_MAX) {
            throw new TooLarge("versions of more than " + LINES_MAX + " lines are not compared");
        }
        return lines;
    }

    private static String title(StoredDocument document) {
        return "%s version %d".formatted(document.name(), document.version());
    }
}
