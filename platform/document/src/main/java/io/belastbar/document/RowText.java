package io.belastbar.document;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;

/**
 * The text of a table on its way to who takes it apart into rows. Remembers the row that is being read and what was read
 * ahead of it, and no more; refuses a row that does not end, and control characters.
 */
final class RowText extends Reader {

    /** Of a row. One with as many separators is a few megabytes of cells. */
    static final int LENGTH_MAX = 100_000;

    // Rows are read ahead of by a buffer, and the one before is still remembered.
    private static final int REMEMBERED_MAX = 2 * LENGTH_MAX;
    private static final int FORGOTTEN_AT = 1 << 16;

    private final Reader in;
    private final StringBuilder remembered = new StringBuilder();
    private long first;
    private int row;
    private int line = 1;
    private int column;
    private boolean tooLong;
    private IOException failure;

    RowText(Reader in) {
        this.in = in;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read;
        do {
            // A Reader may have nothing at the moment, which the parser would take for a character.
            read = source(target, offset, length);
        } while (read == 0 && length > 0);
        for (int i = offset; i < offset + read; i++) {
            require(target[i]);
        }
        if (read > 0) {
            remembered.append(target, offset, read);
        }
        if (remembered.length() - row > REMEMBERED_MAX) {
            tooLong = true;
            throw new IOException("a row does not end");
        }
        return read;
    }

    private int source(char[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    private void require(char character) {
        column++;
        if (character == '\n') {
            line++;
            column = 0;
        } else if (character < ' ' || character >= '\u007f' && character <= '\u009f') {
            Optional<String> rule = ControlCharacters.inText(String.valueOf(character));
            if (rule.isPresent()) {
                throw new InvalidInput(
                        "the text is not accepted: " + rule.get(),
                        List.of(new ProblemError("", line, column, rule.get(), "U+%04X".formatted((int) character))));
            }
        }
    }

    /** A row begins there, counted from the first character of all. */
    void rowBegins(long position) {
        row = (int) (position - first);
        if (row > FORGOTTEN_AT) {
            remembered.delete(0, row);
            first = position;
            row = 0;
        }
    }

    /** The text from the beginning of the row on, and perhaps beyond its end. */
    CharSequence fromRow() {
        return remembered.subSequence(row, remembered.length());
    }

    /** One of the lines from the beginning of the row on. */
    Optional<String> lineAfterRow(int lines) {
        return fromRow().toString().lines().skip(lines).findFirst();
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** Why the source could not be read to its end. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
