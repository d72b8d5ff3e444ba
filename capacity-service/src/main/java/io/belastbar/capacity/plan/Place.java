package io.belastbar.capacity.plan;

import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something stands.
 *
 * @param file as the sender named it, else the name of the document
 * @param pointer JSON pointer (RFC 6901)
 * @param line 1-based
 */
public record Place(String file, String pointer, int line) {

    private static final Pattern TEXT = Pattern.compile("(.*) line (\\d+)");

    /** For a person, in both languages. */
    public Sentence sentence() {
        return sentence(text());
    }

    /** The same of a limit's source that was kept as text; what is no place, such as a name, stays as it is. */
    public static Sentence sentence(String text) {
        if (text.equals(MetricLimit.CATALOGUE)) {
            return Wording.sentence(Place.class, words -> words.text("planCatalogue"));
        }
        Matcher place = TEXT.matcher(text);
        return place.matches()
                ? Wording.sentence(Place.class, words -> words.text("planPlace", place.group(1), place.group(2)))
                : Sentence.verbatim(text);
    }

    /** As findings and limits name their source. */
    public String text() {
        return file + " line " + line;
    }
}
