package io.belastbar.chaos.expectation.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics in Prometheus's text format 0.0.4, which OpenMetrics extends. Lines that are none are passed over.
 */
public record MetricPage(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*+)\\s*+(?:\\{((?:[^\"}]++|\"(?:[^\"\\\\]++|\\\\.)*+\")*+)})?\\s*+(\\S++)(?:\\s.*)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*+)\\s*+=\\s*+\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    /** One line: one series at the time of the page. */
    public record Sample(String name, Map<String, String> labels, double value) {
        public Sample {
            labels = Map.copyOf(labels);
        }
    }

    public MetricPage {
        samples = List.copyOf(samples);
    }

    public static MetricPage read(String body) {
        List<Sample> samples = new ArrayList<>();
        body.lines().map(String::strip).filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                number(matcher.group(3))
                        .ifPresent(value -> samples.add(new Sample(matcher.group(1), labels(matcher.group(2)), value)));
            }
        });
        return new MetricPage(samples);
    }

    /** The series of a name that have these labels, whatever else they have. */
    public List<Sample> matching(String name, Map<String, String> labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        Matcher matcher = LABEL.matcher(text == null ? "" : text);
        while (matcher.find()) {
            labels.put(matcher.group(1), unescaped(matcher.group(2)));
        }
        return labels;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && i + 1 < text.length()) {
                i++;
                plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else {
                plain.append(next);
            }
        }
        return plain.toString();
    }

    private static OptionalDouble number(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> {
                try {
                    yield OptionalDouble.of(Double.parseDouble(text));
                } catch (NumberFormatException noNumber) {
                    yield OptionalDouble.empty();
                }
            }
        };
    }
}
