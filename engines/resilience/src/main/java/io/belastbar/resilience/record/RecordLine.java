package io.belastbar.resilience.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A line of a record: an entry, or the signed head of the entries before it. */
public sealed interface RecordLine permits EntryLine, HeadLine {

    /** What belongs in the file, without the line's end. */
    String text();

    /** Reads a line; empty if a single byte is not where it belongs, whatever that would mean. */
    static Optional<RecordLine> parse(byte[] line) {
        return EntryLine.parse(line).map(RecordLine.class::cast).or(() -> HeadLine.parse(line));
    }

    /** What stands between two texts; empty if the line does not begin and end so. */
    static Optional<byte[]> between(byte[] line, String before, int tailLength) {
        byte[] prefix = before.getBytes(StandardCharsets.US_ASCII);
        int end = line.length - tailLength;
        return end > prefix.length && Arrays.mismatch(line, 0, prefix.length, prefix, 0, prefix.length) < 0
                ? Optional.of(Arrays.copyOfRange(line, prefix.length, end))
                : Optional.empty();
    }

    /** The last bytes of a line, each read as one character. */
    static String tail(byte[] line, int length) {
        return new String(line, line.length - length, length, StandardCharsets.ISO_8859_1);
    }
}
