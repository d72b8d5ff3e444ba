package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of transactions until it is known whether their samples are in the file: little of each, and few of each
 * thread once there are very many.
 */
final class WaitingTransactions {

    private static final int OF_A_THREAD_MAX = 64;
    private static final int OF_A_THREAD_MIN = 8;
    private static final int OF_ALL_MAX = 50_000;
    private static final int LABELS_MAX = 5_000_000;
    // More than is shown of a failure.
    private static final int TEXT_MAX = 500;

    private final Faults faults;
    private final Map<String, String> labels = new HashMap<>();
    private int charactersOfLabels;
    private int waiting;

    WaitingTransactions(Faults faults) {
        this.faults = faults;
    }

    /** @return those that can wait no longer and have no samples in the file */
    List<Jtl> add(ThreadTrack track, Jtl row) {
        int before = track.waiting();
        List<Jtl> alone = track.transaction(brief(row), waiting < OF_ALL_MAX ? OF_A_THREAD_MAX : OF_A_THREAD_MIN);
        waiting += track.waiting() - before;
        return alone;
    }

    /** Nothing more comes of this thread: its transactions without samples in the file. */
    List<Jtl> end(ThreadTrack track) {
        waiting -= track.waiting();
        return track.alone();
    }

    private Jtl brief(Jtl row) {
        Jtl.Outcome outcome = row.outcome();
        return new Jtl(
                row.line(),
                row.startMillis(),
                row.elapsedMillis(),
                known(row),
                new Jtl.Outcome(
                        brief(outcome.code()),
                        brief(outcome.message()),
                        outcome.samples(),
                        outcome.failed(),
                        brief(outcome.failure())),
                new Jtl.Sender("", "", -1),
                row.bytesSent(),
                row.bytesReceived());
    }

    private static String brief(String text) {
        return text.substring(0, Math.min(text.length(), TEXT_MAX));
    }

    private String known(Jtl row) {
        String label = labels.putIfAbsent(row.label(), row.label());
        if (label != null) {
            return label;
        }
        charactersOfLabels += row.label().length();
        if (charactersOfLabels > LABELS_MAX) {
            throw faults.fatal(new FieldFault(
                    row.line(),
                    null,
                    "label",
                    "must have at most %,d characters in all different names of transactions".formatted(LABELS_MAX),
                    "more"));
        }
        return row.label();
    }
}
