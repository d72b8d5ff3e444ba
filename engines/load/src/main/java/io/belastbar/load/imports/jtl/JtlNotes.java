package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.context.Notes;
import io.belastbar.load.imports.source.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What a reader has to know of how a JTL was read. */
final class JtlNotes {

    private static final int OTHERS_SHOWN_MAX = 10;

    long parts;
    long transactions;
    long transactionsAlone;
    long aggregatedRows;
    long aggregatedSamples;
    int headers;
    int hosts;
    SortedSet<String> otherElements = Collections.emptySortedSet();

    List<String> sentences(JtlTime times, Faults faults) {
        List<String> notes = new ArrayList<>();
        notes.addAll(faults.notes());
        if (aggregatedSamples > 0) {
            notes.add("JMeter wrote sums only: " + aggregatedRows + " rows stand for " + aggregatedSamples
                    + " samples. Each counts with the mean of its row; percentiles, the smallest and the largest time"
                    + " were not measured, and what is shown as such comes from means.");
        }
        notes.add(Notes.FROM_THE_SEND);
        notes.add(Notes.LOAD_AS_SENT);
        notes.add("JMeter writes whole milliseconds, and elapsed includes the connect. The time stamp is taken as the"
                + " start of the sample, which is how JMeter is delivered (sampleresult.timestamp.start=true).");
        if (times.isRounded()) {
            notes.add("The time stamps were rounded, as a spreadsheet does (1.76723E+12): when what happened is not in"
                    + " the file, nor how long the run took; rates and values over time are not shown.");
        }
        if (times.isWithoutZone()) {
            notes.add("The time stamps name no zone; they were taken as UTC.");
        }
        if (parts > 0) {
            notes.add(parts + (parts == 1 ? " row is a part" : " rows are parts")
                    + " of a row before (redirects, embedded resources) and not counted as requests: their time and"
                    + " bytes are in it.");
        }
        addTransactions(notes);
        if (hosts > 1) {
            notes.add("Users are those of " + hosts + " hosts together.");
        }
        if (headers > 1) {
            notes.add("The file has " + headers + " header lines: the results of several runs may be in it.");
        }
        if (!otherElements.isEmpty()) {
            notes.add("Samples in elements of other names were read too: " + others() + ".");
        }
        return notes;
    }

    private String others() {
        String shown = otherElements.stream().limit(OTHERS_SHOWN_MAX).collect(Collectors.joining(", "));
        int more = otherElements.size() - OTHERS_SHOWN_MAX;
        return more > 0 ? shown + " and " + more + (more == 1 ? " other" : " others") : shown;
    }

    private void addTransactions(List<String> notes) {
        long sums = transactions - transactionsAlone;
        if (sums > 0) {
            notes.add(sums + (sums == 1 ? " transaction sum is" : " transaction sums are")
                    + " left out; their samples are counted one by one.");
        }
        if (transactionsAlone > 0) {
            notes.add(transactionsAlone
                    + (transactionsAlone == 1
                            ? " transaction whose samples are not in the file counts as one request."
                            : " transactions whose samples are not in the file count as one request each."));
        }
    }
}
