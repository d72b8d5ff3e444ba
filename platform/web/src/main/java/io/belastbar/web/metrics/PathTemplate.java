package io.belastbar.web.metrics;

/**
 * A path template as a person writes it: {@code /systems/{system}}. Where a parameter carries the regular expression that
 * it must match, {@code {system: [a-z]{1,63}}}, metrics name the path with it, and no promise would ever find it.
 */
final class PathTemplate {

    private PathTemplate() {}

    /** Without the expressions; a text that is no template stays as it is. */
    static String plain(String template) {
        if (template.indexOf(':') < 0 || template.indexOf('{') < 0) {
            return template;
        }
        var plain = new StringBuilder();
        int open = 0;
        boolean name = true;
        for (char one : template.toCharArray()) {
            if (one == '{' && open++ == 0) {
                name = true;
                plain.append(one);
            } else if (one == '}' && open > 0 && --open == 0) {
                plain.append(one);
            } else if (open == 0) {
                plain.append(one);
            } else {
                name &= one != ':';
                plain.append(name && !Character.isWhitespace(one) ? String.valueOf(one) : "");
            }
        }
        return open == 0 ? plain.toString() : template;
    }
}
