package io.belastbar.service.testing;

import java.util.Optional;
import java.util.Set;

/**
 * What a service answered to a test.
 *
 * @param path as it was asked, without the query
 * @param mediaType without parameters; empty for an answer without a body
 */
record Answer(String method, String path, int status, String mediaType) {

    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);

    /** The answer, with the parameters of its media type left out; one without a body may still name a type. */
    static Answer of(String method, String path, int status, String contentType) {
        boolean typed = contentType != null && !WITHOUT_BODY.contains(status);
        String type = typed ? contentType.split(";")[0].trim() : "";
        return new Answer(method, path.replaceAll("\\s", "%20"), status, type);
    }

    String line() {
        return String.join(" ", method, path, Integer.toString(status), mediaType);
    }

    /** Empty for the end of a line that is still being written. */
    static Optional<Answer> parse(String line) {
        String[] parts = line.split(" ", -1);
        return parts.length == 4
                ? Optional.of(new Answer(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3]))
                : Optional.empty();
    }
}
