package io.belastbar.web.problem;

import java.util.UUID;

/** 404: there is no such thing under this id. */
public final class NotFound extends DomainFailure {

    public NotFound(String what, String id) {
        super(404, "not-found", "Not found", "no " + what + " \"" + id + "\"");
    }

    /**
     * The id of something that has a UUID.
     *
     * @throws NotFound if it is none: then it names nothing
     */
    public static UUID uuid(String what, String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            throw new NotFound(what, id);
        }
    }
}
