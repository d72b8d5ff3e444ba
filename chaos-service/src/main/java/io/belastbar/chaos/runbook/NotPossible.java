package io.belastbar.chaos.runbook;

import io.belastbar.report.Sentence;

/**
 * A part of a document in another language that cannot be carried out here. A game day does not begin unless it is asked
 * to go without.
 *
 * @param where the activity, by its name
 * @param pointer JSON pointer into the document
 * @param line 1-based
 * @param column 1-based
 * @param because why, as a part of a sentence
 * @param remedy what to do, as a part of a sentence
 */
public record NotPossible(String where, String pointer, int line, int column, Sentence because, Sentence remedy) {

    /** The whole sentence. */
    public Sentence sentence() {
        return new Sentence(
                "not possible here, because " + because.english() + ": " + remedy.english(),
                "hier nicht möglich, weil " + because.german() + ": " + remedy.german());
    }
}
