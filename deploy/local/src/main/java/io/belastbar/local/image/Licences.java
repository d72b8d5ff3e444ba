package io.belastbar.local.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The parts of an image by licence, for a person to read.
 *
 * @param parts as {@code group:name version [classifier]}, by what their own metadata says of them
 */
record Licences(SortedMap<String, SortedSet<String>> parts) {
    static final String NONE = "(no licence named)";

    static Licences of(PartsList list) {
        var parts = new TreeMap<String, SortedSet<String>>();
        for (JsonNode component : list.document().path("components")) {
            parts.computeIfAbsent(licence(component.path("licenses")), none -> new TreeSet<>())
                    .add("%s:%s %s%s"
                            .formatted(
                                    component.path("group").asText(),
                                    component.path("name").asText(),
                                    component.path("version").asText(),
                                    PartsList.classifier(" ", component)));
        }
        return new Licences(parts);
    }

    String summary() {
        return jars() + " jars, " + parts.size() + " licences";
    }

    /** One paragraph a licence, with how many parts are under it. */
    String text(String image) {
        var text = new StringBuilder(
                "%s: %s, as the metadata of each says; \" or \" where one may choose.%n".formatted(image, summary()));
        parts.forEach((licence, under) -> text.append("%n%s (%d)%n".formatted(licence, under.size()))
                .append(under.stream().map("  %s%n"::formatted).collect(Collectors.joining())));
        return text.toString();
    }

    private int jars() {
        return parts.values().stream().mapToInt(SortedSet::size).sum();
    }

    /** An SPDX identifier where there is one. */
    private static String licence(JsonNode choices) {
        String all = StreamSupport.stream(choices.spliterator(), false)
                .map(choice -> choice.path("expression")
                        .asText(choice.at("/license/id")
                                .asText(choice.at("/license/name").asText(NONE))))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
        return all.isEmpty() ? NONE : all;
    }
}
