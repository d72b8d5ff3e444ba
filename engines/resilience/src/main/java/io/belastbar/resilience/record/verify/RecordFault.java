package io.belastbar.resilience.record.verify;

import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;

/**
 * Something that shows that a record is not as it was written.
 *
 * @param line in the file, from 1; 0 if it is about the file as a whole
 * @param entry the entry's number; 0 if it is about none
 * @param expected what should be there, as far as it is known; else empty
 * @param found what is there; else empty
 */
public record RecordFault(Kind kind, long line, long entry, String expected, String found) {

    public enum Kind {
        BYTE_ORDER_MARK,
        CARRIAGE_RETURN,
        UNREADABLE_LINE,
        CUT_LINE,
        TRAILING_BYTES,
        CHANGED,
        MISSING,
        REORDERED,
        DUPLICATED,
        REPLACED,
        FOREIGN_ENTRY,
        HEAD_WITHOUT_ENTRIES,
        FOREIGN_HEAD,
        OTHER_HEAD,
        WRONG_SIGNATURE,
        FOREIGN_KEY,
        END_MISSING,
        UNFINISHED,
        OTHER_HISTORY
    }

    static RecordFault of(Kind kind, long line, long entry) {
        return new RecordFault(kind, line, entry, "", "");
    }

    /** For people: which line and entry, and what is wrong with it. */
    public Sentence sentence() {
        return Wording.sentence(
                RecordFault.class,
                words -> words.text("Kind." + kind.name(), Long.toString(line), Long.toString(entry), expected, found));
    }
}
