package io.belastbar.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A file of the hand-over: it is there, or it says why it cannot be written yet.
 *
 * @param path where it belongs below the folder of the hand-over, with slashes; unique within a service
 * @param title in the language that the caller asked for
 * @param mediaType with its character set, where it is text
 * @param href where to get it, below the service's address; null if it is missing
 * @param missing null if it is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Deliverable(String path, String title, String mediaType, String href, Missing missing) {

    /**
     * Why a file cannot be written yet.
     *
     * @param command what a person types to change that; it may hold names to replace, in capitals
     */
    public record Missing(String reason, String command) {}

    public Deliverable {
        if ((href == null) == (missing == null)) {
            throw new IllegalArgumentException("a file should be there or missing: was " + path);
        }
    }
}
