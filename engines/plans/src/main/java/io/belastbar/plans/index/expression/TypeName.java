package io.belastbar.plans.index.expression;

/** The name of a type as format_type prints it, of more than one word too. */
final class TypeName {
    private TypeName() {}

    static String read(TokenReader reader) {
        Token first = reader.next();
        if (!first.isName()) {
            throw new TokenReader.NotUnderstood(first.text());
        }
        StringBuilder name = new StringBuilder(first.text());
        if (reader.takeSign(".")) {
            name.append('.').append(reader.next().text());
        }
        if (reader.takeWord("varying")) {
            name.append(" varying");
        } else if (reader.takeWord("precision")) {
            name.append(" precision");
        }
        modifier(reader, name);
        zone(reader, name);
        while (reader.look().isSign("[") && reader.look(1).isSign("]")) {
            reader.next();
            reader.next();
            name.append("[]");
        }
        return name.toString();
    }

    private static void modifier(TokenReader reader, StringBuilder name) {
        if (!reader.look().isSign("(") || reader.look(1).kind() != Token.Kind.NUMBER) {
            return;
        }
        while (true) {
            Token token = reader.next();
            name.append(token.text());
            if (token.isSign(")")) {
                return;
            }
        }
    }

    private static void zone(TokenReader reader, StringBuilder name) {
        boolean with = reader.look().isWord("with") || reader.look().isWord("without");
        if (with && reader.look(1).isWord("time")) {
            name.append(' ').append(reader.next().text());
            name.append(' ').append(reader.next().text());
            name.append(' ').append(reader.next().text());
        }
    }
}
