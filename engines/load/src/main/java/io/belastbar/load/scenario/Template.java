package io.belastbar.load.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Text with places for variables, written {@code ${name}}. A dollar sign before anything else stands for itself. */
public final class Template {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_-]*)?");

    /** A piece of the text, for those that prepare it. */
    public sealed interface Part {
        record Text(String text) implements Part {}

        record Variable(String name) implements Part {}
    }

    private final String source;
    private final List<Part> parts;

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException with the rule and the place, if a variable is not closed or not a name */
    public static Template parse(String source) {
        List<Part> parts = new ArrayList<>();
        int position = 0;
        while (position < source.length()) {
            int open = source.indexOf("${", position);
            if (open < 0) {
                parts.add(new Part.Text(source.substring(position)));
                break;
            }
            if (open > position) {
                parts.add(new Part.Text(source.substring(position, open)));
            }
            int close = source.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("'${' at character " + (open + 1) + " should be closed by '}'");
            }
            String name = source.substring(open + 2, close);
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a variable should be letters, digits and '_', such as ${token} or ${users.email}: was '" + name
                                + "'");
            }
            parts.add(new Part.Variable(name));
            position = close + 1;
        }
        return new Template(source, parts);
    }

    public List<Part> parts() {
        return parts;
    }

    /** Whether it is the same whatever the variables are. */
    public boolean constant() {
        return variables().isEmpty();
    }

    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part instanceof Part.Variable variable) {
                names.add(variable.name());
            }
        }
        return names;
    }

    /** @throws IllegalStateException if a variable has no value; ask {@link #variables()} first */
    public String render(Function<String, String> values, UnaryOperator<String> escape) {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Variable only) {
            return escape.apply(valueOf(only.name(), values));
        }
        StringBuilder text = new StringBuilder(source.length() + 32);
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String literal) -> text.append(literal);
                case Part.Variable(String name) -> text.append(escape.apply(valueOf(name, values)));
            }
        }
        return text.toString();
    }

    private static String valueOf(String name, Function<String, String> values) {
        String value = values.apply(name);
        if (value == null) {
            throw new IllegalStateException("variable '" + name + "' has no value");
        }
        return value;
    }

    @Override
    public String toString() {
        return source;
    }
}
