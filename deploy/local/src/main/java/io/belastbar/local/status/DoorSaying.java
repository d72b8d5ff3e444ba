package io.belastbar.local.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the launcher's control door says of the sample's children, by name. Pure. */
record DoorSaying(Map<String, Child> children) {
    /** In which a child is because a fault wants it so. */
    private static final Set<String> BROKEN = Set.of("STOPPED", "KILLED", "FROZEN", "HELD");

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param state for a reader; empty when no fault has made it what it is
     * @param remark role, and the fault that is in force
     */
    record Child(Optional<String> state, String remark, boolean hasFault) {}

    /** Before it has answered, and when it does not. */
    static DoorSaying nothing() {
        return new DoorSaying(Map.of());
    }

    /** @throws IOException when it is not what the door says */
    static DoorSaying of(byte[] document) throws IOException {
        JsonNode list = JSON.readTree(document).path("children");
        if (!list.isArray()) {
            throw new IOException("not the control door");
        }
        var children = new HashMap<String, Child>();
        list.forEach(child -> children.put(child.path("name").asText(), child(child)));
        return new DoorSaying(children);
    }

    Optional<Child> of(String name) {
        return Optional.ofNullable(children.get(name));
    }

    long faults() {
        return children.values().stream().filter(Child::hasFault).count();
    }

    private static Child child(JsonNode child) {
        String state = child.path("state").asText();
        Optional<String> fault = fault(child);
        String role = child.path("role").asText();
        String separator = role.isEmpty() || fault.isEmpty() ? "" : "; ";
        return new Child(
                BROKEN.contains(state) ? Optional.of(state.toLowerCase(Locale.ROOT)) : Optional.empty(),
                role + separator + fault.orElse(""),
                fault.isPresent());
    }

    private static Optional<String> fault(JsonNode child) {
        if (!child.path("fault").isTextual()) {
            return Optional.empty();
        }
        String fault = "fault %s (%s)"
                .formatted(child.path("fault").asText(), child.path("action").asText());
        return Optional.of(
                child.path("ending").asBoolean()
                        ? fault + " is being undone"
                        : fault + " until " + second(child.path("expiresAt").asText()));
    }

    private static String second(String instant) {
        try {
            return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException unknown) {
            return instant;
        }
    }
}
