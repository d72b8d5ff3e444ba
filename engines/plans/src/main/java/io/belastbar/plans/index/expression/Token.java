package io.belastbar.plans.index.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of an expression.
 *
 * @param start where it begins in the text
 */
record Token(Kind kind, String text, int start) {
    enum Kind {
        NAME,
        QUOTED_NAME,
        NUMBER,
        STRING,
        PARAMETER,
        OPERATOR,
        CAST,
        SIGN,
        END
    }

    private static final Pattern WORD = Pattern.compile("""
            \\s*(?:(?<string>E'[^'\\\\]*+(?:(?:\\\\.|'')[^'\\\\]*+)*+'|[BXN]?'[^']*+(?:''[^']*+)*+')\
            |(?<quoted>"[^"]*+(?:""[^"]*+)*+")\
            |(?<parameter>\\$\\d+)\
            |(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+)\
            |(?<name>[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_$\\u0080-\\uffff]*)\
            |(?<cast>::)\
            |(?<operator>[-+*/<>=~!@#%^&|`?]+)\
            |(?<sign>[()\\[\\],.:;]))""", Pattern.DOTALL);

    /** The words of a text, with an end at its end; empty if something in it is no word. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        int at = 0;
        while (word.region(at, text.length()).lookingAt()) {
            tokens.add(token(word));
            at = word.end();
        }
        if (!text.substring(at).isBlank()) {
            return List.of();
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private static Token token(Matcher word) {
        if (word.group("string") != null) {
            return new Token(Kind.STRING, word.group("string"), word.start("string"));
        } else if (word.group("quoted") != null) {
            return new Token(Kind.QUOTED_NAME, word.group("quoted"), word.start("quoted"));
        } else if (word.group("parameter") != null) {
            return new Token(Kind.PARAMETER, word.group("parameter"), word.start("parameter"));
        } else if (word.group("number") != null) {
            return new Token(Kind.NUMBER, word.group("number"), word.start("number"));
        } else if (word.group("name") != null) {
            return new Token(Kind.NAME, word.group("name"), word.start("name"));
        } else if (word.group("cast") != null) {
            return new Token(Kind.CAST, "::", word.start("cast"));
        } else if (word.group("operator") != null) {
            return new Token(Kind.OPERATOR, word.group("operator"), word.start("operator"));
        }
        return new Token(Kind.SIGN, word.group("sign"), word.start("sign"));
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equals(word);
    }

    boolean isName() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }
}
