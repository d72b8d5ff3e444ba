package io.belastbar.load.imports.source;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one file, up to a number that a reader can use; then refuses the whole file. */
public final class Faults {

    private static final int SHOWN_MAX = 20;

    private final String what;
    private final List<ProblemError> errors = new ArrayList<>();
    private FieldFault cut;
    private int firstOfOtherCharset;

    /** @param what the file in words, such as "the JMeter results" */
    public Faults(String what) {
        this.what = what;
    }

    /** @throws InvalidInput with all faults so far, when there are too many to go on */
    public void add(FieldFault fault) {
        errors.add(fault.error());
        if (errors.size() >= SHOWN_MAX) {
            throwIfAny();
        }
    }

    /** A fault of the file's last line, which is left out if it was cut off. */
    public void addUnlessCut(FieldFault fault, boolean isCut) {
        if (isCut) {
            cut(fault);
        } else {
            add(fault);
        }
    }

    /** The file ends here, in the middle of something: what is whole before it can be read. */
    public void cut(FieldFault fault) {
        cut = fault;
    }

    /** The last line has no end: even what looks whole in it may be the beginning of a longer value. */
    public void withoutEnd(int line) {
        cut(new FieldFault(line, null, "line", "must have a line end", "the end of the file"));
    }

    /** This line is no UTF-8 and was read as windows-1252. */
    public void otherCharset(int line) {
        firstOfOtherCharset = firstOfOtherCharset == 0 ? line : firstOfOtherCharset;
    }

    /** What to say of a file that ended too early, or that is in another charset. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (cut != null) {
            notes.add("The file is cut off at line " + cut.error().line()
                    + ": what is whole before it was read; what came after is missing.");
        }
        if (firstOfOtherCharset > 0) {
            notes.add("The file is not in UTF-8, first in line " + firstOfOtherCharset
                    + ": such lines were read as windows-1252. If names look wrong, convert it to UTF-8.");
        }
        return notes;
    }

    /** @throws InvalidInput with every fault, if there is one */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new InvalidInput(what + " cannot be read; nothing was imported", errors);
        }
    }

    /** For a fault after which reading on makes no sense. */
    public InvalidInput fatal(FieldFault fault) {
        if (cut != null) {
            errors.add(cut.error());
        }
        errors.add(fault.error());
        return new InvalidInput(what + " cannot be read; nothing was imported", errors);
    }
}
