package io.belastbar.resilience.record.verify;

import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.HeadLine;
import io.belastbar.resilience.record.RecordLine;
import io.belastbar.resilience.record.verify.RecordFault.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A line of a file that may be a record.
 *
 * @param number from 1
 * @param flaws what stands around it and should not
 * @param readable empty if it is no line of a record
 * @param isCut whether its end is missing
 */
record FileLine(long number, List<Kind> flaws, Optional<Readable> readable, boolean isCut) {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** What was read: a record of its own, so that a switch over it is exhaustive. */
    record Readable(RecordLine line) {}

    Optional<EntryLine> entry() {
        return readable.map(Readable::line).filter(EntryLine.class::isInstance).map(EntryLine.class::cast);
    }

    static List<FileLine> split(byte[] file) {
        List<FileLine> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < file.length; at++) {
            if (file[at] == '\n') {
                lines.add(line(lines.size() + 1, Arrays.copyOfRange(file, start, at), false));
                start = at + 1;
            }
        }
        if (start < file.length) {
            lines.add(line(lines.size() + 1, Arrays.copyOfRange(file, start, file.length), true));
        }
        return lines;
    }

    private static FileLine line(int number, byte[] bytes, boolean isCut) {
        List<Kind> flaws = new ArrayList<>();
        byte[] bare = bytes;
        if (number == 1 && Arrays.mismatch(bare, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length) {
            flaws.add(Kind.BYTE_ORDER_MARK);
            bare = Arrays.copyOfRange(bare, BYTE_ORDER_MARK.length, bare.length);
        }
        if (bare.length > 0 && bare[bare.length - 1] == '\r') {
            flaws.add(Kind.CARRIAGE_RETURN);
            bare = Arrays.copyOf(bare, bare.length - 1);
        }
        Optional<Readable> readable = RecordLine.parse(bare).map(Readable::new);
        if (readable.isPresent() && isCut) {
            flaws.add(Kind.CUT_LINE);
        }
        return new FileLine(number, readable.isPresent() ? flaws : List.of(), readable, isCut);
    }

    /** The game day that most lines name, so that one changed line does not make all others foreign. */
    static Optional<UUID> gameDay(List<FileLine> lines) {
        Map<UUID, Integer> named = new LinkedHashMap<>();
        for (FileLine line : lines) {
            line.readable()
                    .map(readable -> switch (readable.line()) {
                        case EntryLine entry -> entry.gameDay();
                        case HeadLine head -> head.head().gameDay();
                    })
                    .ifPresent(id -> named.merge(id, 1, Integer::sum));
        }
        return named.entrySet().stream()
                .reduce((most, each) -> each.getValue() > most.getValue() ? each : most)
                .map(Map.Entry::getKey);
    }
}
