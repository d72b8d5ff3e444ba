package io.belastbar.load.imports.xml;

/**
 * How long the tag, comment or section is that has begun and not ended. A parser has all of it in memory before it says
 * what it is, and a file of a few megabytes, unpacked, may have one of a gigabyte.
 */
final class XmlMarkup {

    private enum Kind {
        UNKNOWN,
        TAG,
        INSTRUCTION,
        COMMENT,
        SECTION
    }

    private static final String COMMENT = "!--";
    private static final String SECTION = "![CDATA[";

    private final StringBuilder head = new StringBuilder();
    private Kind kind;
    private char quote;
    private char before;
    private char last;
    private long length;

    /** @return characters since its {@code <}; 0 outside */
    long accept(char character) {
        if (length == 0) {
            if (character == '<') {
                begin();
            }
            return length;
        }
        length++;
        if (kind == Kind.UNKNOWN) {
            head.append(character);
            kind = kind();
        }
        if (ends(character)) {
            length = 0;
        }
        before = last;
        last = character;
        return length;
    }

    private void begin() {
        length = 1;
        head.setLength(0);
        kind = Kind.UNKNOWN;
        quote = 0;
        before = 0;
        last = '<';
    }

    private Kind kind() {
        String known = head.toString();
        if (known.equals(COMMENT)) {
            return Kind.COMMENT;
        }
        if (known.equals(SECTION)) {
            return Kind.SECTION;
        }
        if (COMMENT.startsWith(known) || SECTION.startsWith(known)) {
            return Kind.UNKNOWN;
        }
        return known.startsWith("?") ? Kind.INSTRUCTION : Kind.TAG;
    }

    private boolean ends(char character) {
        return switch (kind) {
            case UNKNOWN -> false;
            case TAG -> endsTag(character);
            case INSTRUCTION -> character == '>' && last == '?';
            case COMMENT -> character == '>' && last == '-' && before == '-';
            case SECTION -> character == '>' && last == ']' && before == ']';
        };
    }

    /** Between quotes a {@code >} is part of a value. */
    private boolean endsTag(char character) {
        if (quote != 0) {
            quote = character == quote ? 0 : quote;
            return false;
        }
        if (character == '"' || character == '\'') {
            quote = character;
        }
        return character == '>';
    }
}
