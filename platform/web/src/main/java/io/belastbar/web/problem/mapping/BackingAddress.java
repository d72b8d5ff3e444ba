package io.belastbar.web.problem.mapping;

import java.util.List;
import java.util.regex.Pattern;

/** Where a service that this one needs is configured to be, so that a refused connection can be told by its name. */
record BackingAddress(String name, String host, int port) {

    private static final Pattern AUTHORITY = Pattern.compile("//(?:[^@/,]*@)?([^:/?,]+)(?::([0-9]{1,5}))?");

    /** The addresses of a connection URL, or of several with commas between them. */
    static List<BackingAddress> all(String name, String urls, int defaultPort) {
        return AUTHORITY
                .matcher(urls)
                .results()
                .map(found -> new BackingAddress(name, found.group(1), port(found.group(2), defaultPort)))
                .toList();
    }

    /** Whether Netty says this address in the message of a failed connection: {@code …: localhost/127.0.0.1:5432}. */
    boolean isIn(String message) {
        return message != null && message.contains(host) && message.endsWith(":" + port);
    }

    private static int port(String text, int defaultPort) {
        return text == null ? defaultPort : Integer.parseInt(text);
    }
}
