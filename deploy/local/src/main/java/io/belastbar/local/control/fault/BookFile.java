package io.belastbar.local.control.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.control.fault.FaultBook.End;
import io.belastbar.local.control.fault.FaultBook.Ended;
import io.belastbar.local.control.fault.FaultBook.InForce;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The book of faults for the next launcher; replaced as a whole, before anything is done. */
record BookFile(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    void write(FaultBook book) throws IOException {
        var document = JSON.createObjectNode();
        var inForce = document.putArray("inForce");
        book.all().forEach((child, fault) -> inForce.addObject()
                .put("child", child)
                .put("token", fault.token())
                .put("action", fault.action().word())
                .put("since", fault.since().toString())
                .put("until", fault.until().toString()));
        var ended = document.putArray("ended");
        book.ended().forEach(end -> ended.addObject()
                .put("child", end.child())
                .put("token", end.token())
                .put("end", end.end().name())
                .put("at", end.at().toString()));
        PrivateProperties.writeText(file, JSON.writeValueAsString(document));
    }

    /**
     * The book of an earlier launcher, whose faults ended with it.
     *
     * @throws IOException when there is one that cannot be read
     */
    FaultBook read(Instant now) throws IOException {
        if (!Files.exists(file)) {
            return new FaultBook();
        }
        try {
            JsonNode document = JSON.readTree(file.toFile());
            Map<String, InForce> inForce = new LinkedHashMap<>();
            for (JsonNode each : document.path("inForce")) {
                var action = FaultAction.of(each.path("action").asText()).orElse(FaultAction.HOLD);
                var since = Instant.parse(each.path("since").asText());
                var until = Instant.parse(each.path("until").asText());
                inForce.put(
                        each.path("child").asText(),
                        new InForce(each.path("token").asText(), action, since, until, false));
            }
            List<Ended> ended = new ArrayList<>();
            for (JsonNode each : document.path("ended")) {
                ended.add(new Ended(
                        each.path("child").asText(),
                        each.path("token").asText(),
                        End.valueOf(each.path("end").asText()),
                        Instant.parse(each.path("at").asText())));
            }
            return FaultBook.after(inForce, ended, now);
        } catch (JsonProcessingException | RuntimeException unreadable) {
            throw new IOException(file + " cannot be read: " + unreadable.getMessage() + ". Remove it.", unreadable);
        }
    }
}
