package io.belastbar.profiling.statement;

import java.util.Optional;

/** The table that a statement writes to. */
final class WrittenTable {
    private WrittenTable() {}

    /** Its name as the statement writes it; empty when the statement's main verb does not write. */
    static Optional<String> of(SqlTokens tokens, int main) {
        int start =
                switch (tokens.word(main)) {
                    case "UPDATE" -> main + 1;
                    case "INSERT", "DELETE", "MERGE" -> main + 2;
                    default -> tokens.size();
                };
        int name = tokens.is(start, "ONLY") ? start + 1 : start;
        name = tokens.is(name, "(") ? name + 1 : name;
        return tokens.isName(name) ? Optional.of(tokens.slice(name, nameEnd(tokens, name))) : Optional.empty();
    }

    /**
     * By what name the rest of the statement calls it.
     *
     * @param from where {@code [ONLY] table [*] [[AS] alias]} begins
     * @param to where it ends
     */
    static String alias(SqlTokens tokens, int from, int to) {
        int name = to - 1;
        while (name > from && !tokens.isName(name)) {
            name--;
        }
        return tokens.slice(name, name + 1);
    }

    private static int nameEnd(SqlTokens tokens, int start) {
        int end = start + 1;
        while (tokens.is(end, ".")) {
            end += 2;
        }
        return end;
    }
}
