package io.belastbar.budget.export.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes maps and lists as YAML: the same bytes in every process. */
public final class Yaml {

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private Yaml() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(ordered(value));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps and texts are always YAML", impossible);
        }
    }

    /** A map without an order of its own, such as Map.of, gets that of its keys: its own differs from process to process. */
    private static Object ordered(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(Yaml::ordered).toList();
            case SequencedMap<?, ?> map ->
                map.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> ordered(entry.getValue()),
                                (one, other) -> one,
                                LinkedHashMap::new));
            case Map<?, ?> map -> ordered(new TreeMap<>(map));
            case null, default -> value;
        };
    }
}
