package io.belastbar.resilience.record.verify;

import io.belastbar.resilience.record.ChainHash;
import io.belastbar.resilience.record.EntryLine;
import io.belastbar.resilience.record.HeadLine;
import io.belastbar.resilience.record.RecordEntry;
import io.belastbar.resilience.record.RecordHead;
import io.belastbar.resilience.record.verify.FileLine.Readable;
import io.belastbar.resilience.record.verify.RecordFault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads a record as somebody who trusts nobody: each byte of the file belongs to an entry's hash, to a head's signature,
 * or has one possible value. Goes on after a fault, so that one changed entry is one fault and not the end of the answer.
 */
public final class RecordVerifier {
    static final int FAULTS_MAX = 100;

    private final Trust trust;
    private final List<FileLine> lines;
    private final Optional<UUID> gameDay;
    private final Map<Long, EntryLine> later = new HashMap<>();
    private final Map<Long, EntryLine> seen = new HashMap<>();
    private final List<RecordHead> heads = new ArrayList<>();
    private final List<RecordFault> faults = new ArrayList<>();
    private long faultsInAll;
    private long last;
    private ChainHash lastHash = ChainHash.START;
    /** After a fault the next line cannot follow from the one before it, and that is no second fault. */
    private boolean isLoose;

    private RecordVerifier(byte[] file, Trust trust) {
        this.trust = trust;
        this.lines = FileLine.split(file);
        this.gameDay = FileLine.gameDay(lines);
        lines.forEach(
                line -> line.entry().filter(EntryLine::isWhole).ifPresent(entry -> later.put(entry.number(), entry)));
    }

    public static Verification verify(byte[] file, Trust trust) {
        return new RecordVerifier(file, trust).verification();
    }

    private Verification verification() {
        if (gameDay.isEmpty()) {
            return Verification.noRecord(trust);
        }
        long lastReadable = lines.stream()
                .filter(line -> line.readable().isPresent())
                .mapToLong(FileLine::number)
                .max()
                .orElse(0);
        for (FileLine line : lines) {
            line.flaws().forEach(flaw -> fault(flaw, line, last + 1));
            line.readable().ifPresentOrElse(readable -> take(line, readable), () -> unreadable(line, lastReadable));
        }
        end();
        return new Verification(true, gameDay, last, heads, faults, faultsInAll, trust);
    }

    private void take(FileLine line, Readable readable) {
        switch (readable.line()) {
            case EntryLine entry -> entry(line, entry);
            case HeadLine head -> head(line, head);
        }
    }

    private void unreadable(FileLine line, long lastReadable) {
        boolean afterTheEnd = line.number() > lastReadable
                && !heads.isEmpty()
                && heads.getLast().entries() == last;
        Kind kind = afterTheEnd ? Kind.TRAILING_BYTES : line.isCut() ? Kind.CUT_LINE : Kind.UNREADABLE_LINE;
        fault(kind, line, last + 1);
        if (!afterTheEnd) {
            isLoose = true;
        }
    }

    private void entry(FileLine line, EntryLine entry) {
        if (!entry.isWhole()) {
            fault(Kind.CHANGED, line, last + 1);
            advance(last + 1, entry.hash(), true);
        } else if (!entry.gameDay().equals(gameDay.orElseThrow())) {
            fault(
                    Kind.FOREIGN_ENTRY,
                    line,
                    entry.number(),
                    gameDay.get().toString(),
                    entry.gameDay().toString());
        } else if (entry.number() <= last) {
            before(line, entry);
        } else {
            gap(line, entry);
            if (entry.number() == last + 1 && !isLoose && !entry.previous().equals(lastHash)) {
                fault(Kind.REPLACED, line, entry.number());
            }
            seen.put(entry.number(), entry);
            advance(entry.number(), entry.hash(), false);
        }
    }

    /** A number that has been passed: twice the same, out of order (told already), or another entry in its place. */
    private void before(FileLine line, EntryLine entry) {
        EntryLine first = seen.get(entry.number());
        if (first == null) {
            seen.put(entry.number(), entry);
        } else {
            fault(first.hash().equals(entry.hash()) ? Kind.DUPLICATED : Kind.REPLACED, line, entry.number());
        }
    }

    private void gap(FileLine line, EntryLine entry) {
        if (entry.number() == last + 1 || isLoose && entry.number() == last + 2) {
            return;
        }
        for (long number = last + 1; number < entry.number(); number++) {
            if (later.containsKey(number)) {
                fault(Kind.REORDERED, line, entry.number(), Long.toString(number), Long.toString(entry.number()));
                return;
            }
        }
        String missing = last + 2 == entry.number() ? "" + (last + 1) : (last + 1) + "–" + (entry.number() - 1);
        fault(Kind.MISSING, line, last + 1, missing, Long.toString(entry.number()));
    }

    private void advance(long number, ChainHash hash, boolean loose) {
        last = number;
        lastHash = hash;
        isLoose = loose;
    }

    private void head(FileLine line, HeadLine head) {
        RecordHead says = head.head();
        if (!head.isSigned()) {
            fault(Kind.WRONG_SIGNATURE, line, says.entries());
        } else if (!says.gameDay().equals(gameDay.orElseThrow())) {
            fault(
                    Kind.FOREIGN_HEAD,
                    line,
                    says.entries(),
                    gameDay.get().toString(),
                    says.gameDay().toString());
        } else if (!trust.keys().isEmpty() && !trust.keys().contains(says.key())) {
            fault(Kind.FOREIGN_KEY, line, says.entries(), String.join(", ", trust.keys()), says.key());
        } else if (!heads.isEmpty() && heads.getLast().entries() >= says.entries()) {
            fault(Kind.DUPLICATED, line, says.entries());
        } else if (says.entries() > last) {
            headOfMore(line, says);
        } else if (says.entries() < last || !isLoose && !says.hash().equals(lastHash)) {
            fault(Kind.OTHER_HEAD, line, says.entries(), Long.toString(last), Long.toString(says.entries()));
        } else {
            heads.add(says);
        }
    }

    private void headOfMore(FileLine line, RecordHead says) {
        boolean comesLater = later.containsKey(says.entries());
        if (!isLoose || says.entries() > last + 1) {
            fault(
                    comesLater ? Kind.OTHER_HEAD : Kind.HEAD_WITHOUT_ENTRIES,
                    line,
                    last + 1,
                    Long.toString(last),
                    Long.toString(says.entries()));
        }
        heads.add(says);
        if (!comesLater) {
            advance(says.entries(), says.hash(), false);
        }
    }

    private void end() {
        long signed = heads.isEmpty() ? 0 : heads.getLast().entries();
        if (signed < last || heads.isEmpty()) {
            whole(Kind.END_MISSING, signed + 1, Long.toString(last), Long.toString(signed));
        }
        trust.head().ifPresent(this::compare);
        boolean finished =
                seen.values().stream().anyMatch(entry -> entry.entry().kind().equals(RecordEntry.FINISHED));
        if (!finished && faultsInAll == 0 && !trust.mayBeUnderWay()) {
            whole(Kind.UNFINISHED, last, "", "");
        }
    }

    private void compare(KnownHead known) {
        EntryLine there = seen.get(known.entries());
        if (known.entries() > last) {
            whole(Kind.END_MISSING, last + 1, Long.toString(known.entries()), Long.toString(last));
        } else if (there == null || !there.hash().equals(known.hash())) {
            String found = there == null ? "" : there.hash().hex();
            whole(Kind.OTHER_HISTORY, known.entries(), known.hash().hex(), found);
        }
    }

    private void whole(Kind kind, long entry, String expected, String found) {
        add(new RecordFault(kind, 0, entry, expected, found));
    }

    private void fault(Kind kind, FileLine line, long entry) {
        fault(kind, line, entry, "", "");
    }

    private void fault(Kind kind, FileLine line, long entry, String expected, String found) {
        add(new RecordFault(kind, line.number(), entry, expected, found));
    }

    private void add(RecordFault fault) {
        faultsInAll++;
        if (faults.size() < FAULTS_MAX) {
            faults.add(fault);
        }
    }
}
