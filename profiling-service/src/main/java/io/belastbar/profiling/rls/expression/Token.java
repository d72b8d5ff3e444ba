package io.belastbar.profiling.rls.expression;

import java.util.Locale;

/** A piece of an expression, with where it stands in the text. */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        OPERATOR,
        SIGN,
        END
    }

    boolean is(String wanted) {
        return kind != Kind.QUOTED && kind != Kind.STRING && text.equals(wanted);
    }

    /** A word that is not quoted, in any case. */
    boolean isWord(String wanted) {
        return kind == Kind.WORD && text.equalsIgnoreCase(wanted);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** As the catalogue has it: without quotes, a bare word in lower case. */
    String name() {
        return kind == Kind.QUOTED
                ? text.substring(1, Math.max(1, text.length() - 1)).replace("\"\"", "\"")
                : text.toLowerCase(Locale.ROOT);
    }
}
