package io.belastbar.profiling.rls.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a sub-query reads of the row outside. PostgreSQL prints every column in a sub-query with its table, and gives a
 * table that stands inside and outside another name inside, so {@code documents.owner} means the outer one.
 */
final class OuterReferences {
    private OuterReferences() {}

    static List<String> of(String text, String table, Predicate<String> isColumn) {
        List<String> found = new ArrayList<>();
        List<Token> tokens = ExpressionTokens.of(text);
        for (int i = 0; i + 2 < tokens.size(); i++) {
            Token column = tokens.get(i + 2);
            boolean qualified = tokens.get(i).isName()
                    && tokens.get(i).name().equals(table)
                    && tokens.get(i + 1).is(".")
                    && (i == 0 || !tokens.get(i - 1).is("."));
            boolean deeper = i + 3 < tokens.size() && tokens.get(i + 3).is("(");
            if (qualified
                    && !deeper
                    && (column.is("*") || column.isName() && isColumn.test(column.name()))
                    && !found.contains(column.name())) {
                found.add(column.name());
            }
        }
        return found;
    }
}
