package io.belastbar.web.system;

import java.time.Instant;

/** A version of a system's description as it was sent, with who and when. */
record StoredSystem(String system, int version, String document, Instant updatedAt, String updatedBy) {}
