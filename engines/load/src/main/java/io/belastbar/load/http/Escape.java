package io.belastbar.load.http;

import io.belastbar.load.scenario.RequestStep;
import java.nio.charset.StandardCharsets;

/** What a value needs for the place where it lands; the rules are those of {@link RequestStep}. */
enum Escape {
    PATH {
        @Override
        boolean plain(char letter) {
            return letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter >= '0' && letter <= '9'
                    || letter == '-'
                    || letter == '_'
                    || letter == '.';
        }

        @Override
        String escaped(String value) {
            return RequestStep.uriEscape(value);
        }

        /** The author has written a path and a query; only what cannot stand in a request line is encoded. */
        @Override
        String literal(String text) {
            StringBuilder path = new StringBuilder(text.length());
            for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
                if (octet <= ' ' || octet == 127) {
                    path.append(String.format("%%%02X", octet & 0xff));
                } else {
                    path.append((char) octet);
                }
            }
            return path.toString();
        }
    },
    HEADER {
        @Override
        boolean plain(char letter) {
            return letter >= ' ' && letter < 127;
        }

        @Override
        String escaped(String value) {
            return RequestStep.headerEscape(value);
        }

        @Override
        String literal(String text) {
            return RequestStep.headerEscape(text);
        }
    },
    JSON {
        @Override
        boolean plain(char letter) {
            return letter >= ' ' && letter < 127 && letter != '"' && letter != '\\';
        }

        @Override
        String escaped(String value) {
            return RequestStep.jsonEscape(value);
        }
    },
    NONE {
        @Override
        boolean plain(char letter) {
            return letter < 128;
        }

        @Override
        String escaped(String value) {
            return value;
        }
    };

    /** Whether this letter, in ASCII, stands for itself. */
    abstract boolean plain(char letter);

    abstract String escaped(String value);

    /** What the author of the step has written around the values. */
    String literal(String text) {
        return text;
    }

    final boolean plain(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (!plain(value.charAt(at))) {
                return false;
            }
        }
        return true;
    }
}
