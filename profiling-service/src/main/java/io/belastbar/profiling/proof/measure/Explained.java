package io.belastbar.profiling.proof.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** What EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) answered. */
record Explained(String json, JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> BLOCKS = List.of(
            "Shared Hit Blocks", "Shared Read Blocks", "Local Hit Blocks", "Local Read Blocks", "Temp Read Blocks");

    static Explained of(String json) {
        try {
            return new Explained(json, JSON.readTree(json).path(0));
        } catch (JsonProcessingException other) {
            throw new IllegalStateException("EXPLAIN answers JSON", other);
        }
    }

    double executionMs() {
        return root.path("Execution Time").asDouble();
    }

    /** Of the whole plan: a node's figures include those below it. */
    long blocks() {
        JsonNode top = root.path("Plan");
        return BLOCKS.stream().mapToLong(name -> top.path(name).asLong()).sum();
    }

    double rows() {
        return root.path("Plan").path("Actual Rows").asDouble();
    }

    boolean uses(String index) {
        return index != null && root.path("Plan").findValuesAsText("Index Name").contains(index);
    }
}
