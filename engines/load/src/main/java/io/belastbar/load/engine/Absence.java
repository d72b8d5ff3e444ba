package io.belastbar.load.engine;

import io.belastbar.load.result.ErrorClass;

/**
 * Requests in a row that found no target.
 *
 * @param requests since the target last answered anything
 * @param latest why the last of them found none; null if there is none
 */
public record Absence(long requests, ErrorClass latest) {

    static final Absence NONE = new Absence(0, null);

    Absence with(ErrorClass cause) {
        return new Absence(requests + 1, cause);
    }
}
