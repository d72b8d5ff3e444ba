package io.belastbar.profiling.cause.attribution;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests call a statement, from how often both happened in a run, and from names: for runs in whose course nobody
 * looked, and for what rose and fell with more than one endpoint.
 *
 * <p>A comment that names the route decides (sqlcommenter's {@code route='…'}). Else a statement that was called k times
 * as often as exactly one endpoint belongs to it; where several endpoints fit, the one whose path names a table of the
 * statement does, if it is one. What fits none or several belongs to nobody: a wrong cause is worse than none.
 */
public final class CountAttribution {
    /** What ran before the first look, or was under way at the end. */
    private static final double SLACK = 0.03;

    private static final long CALLS_MIN = 20;
    private static final int PER_REQUEST_MAX = 20;
    private static final int WORD_LENGTH_MIN = 4;
    private static final Pattern COMMENT = Pattern.compile("/\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern ROUTE = Pattern.compile("(?:route|endpoint)\\s*[=:]\\s*'?([^',*]+)'?");

    private final Map<String, Long> requests;

    /** @param requests finished requests of each endpoint */
    public CountAttribution(Map<String, Long> requests) {
        this.requests = Map.copyOf(requests);
    }

    public Optional<CallsPerRequest> of(RunCalls called) {
        Optional<String> named = commented(called.text());
        if (named.isPresent()) {
            return named.map(endpoint -> share(endpoint, called, Basis.COMMENT));
        }
        if (called.calls() < CALLS_MIN) {
            return Optional.empty();
        }
        List<String> fitting =
                requests.keySet().stream().filter(e -> fits(e, called)).sorted().toList();
        if (fitting.size() == 1) {
            // As often as one endpoint by chance, while its tables are the names of another: then it is nobody's.
            boolean another = requests.keySet().stream()
                    .filter(endpoint -> !endpoint.equals(fitting.getFirst()))
                    .anyMatch(endpoint -> names(endpoint, called));
            boolean own = names(fitting.getFirst(), called);
            return another && !own ? Optional.empty() : Optional.of(share(fitting.getFirst(), called, Basis.COUNT));
        }
        List<String> byName =
                fitting.stream().filter(endpoint -> names(endpoint, called)).toList();
        return byName.size() == 1 ? Optional.of(share(byName.getFirst(), called, Basis.NAME)) : Optional.empty();
    }

    private CallsPerRequest share(String endpoint, RunCalls called, Basis basis) {
        double perRequest = called.calls() / (double) Math.max(1, requests.get(endpoint));
        double whole = Math.rint(perRequest);
        boolean isWhole = whole >= 1 && Math.abs(perRequest - whole) <= SLACK * whole;
        return new CallsPerRequest(endpoint, called.counted(), isWhole ? whole : perRequest, basis);
    }

    private boolean fits(String endpoint, RunCalls called) {
        long count = requests.get(endpoint);
        double perRequest = called.calls() / (double) Math.max(1, count);
        double whole = Math.rint(perRequest);
        return count > 0 && whole >= 1 && whole <= PER_REQUEST_MAX && Math.abs(perRequest - whole) <= SLACK * whole;
    }

    private Optional<String> commented(String text) {
        Matcher comment = COMMENT.matcher(text);
        while (comment.find()) {
            Matcher route = ROUTE.matcher(comment.group(1));
            if (route.find()) {
                String path = decoded(route.group(1).strip());
                List<String> fitting = requests.keySet().stream()
                        .filter(endpoint ->
                                endpoint.equals(path) || path(endpoint).equals(path))
                        .toList();
                if (fitting.size() == 1) {
                    return Optional.of(fitting.getFirst());
                }
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    /** Whether the path names a table of the statement, and the method is what such a statement is for. */
    private static boolean names(String endpoint, RunCalls called) {
        List<String> words = words(path(endpoint));
        boolean table = called.tables().stream().map(CountAttribution::stem).anyMatch(name -> words.stream()
                .anyMatch(word -> word.equals(name)));
        return table && suits(endpoint, called.kind());
    }

    private static boolean suits(String endpoint, String kind) {
        String method = endpoint.split(" ", 2)[0];
        return switch (kind == null ? "" : kind) {
            case "SELECT" -> method.equals("GET") || method.equals("HEAD");
            case "INSERT" -> method.equals("POST") || method.equals("PUT");
            case "UPDATE", "MERGE" -> method.equals("PUT") || method.equals("PATCH") || method.equals("POST");
            case "DELETE" -> method.equals("DELETE");
            default -> false;
        };
    }

    private static String path(String endpoint) {
        String[] parts = endpoint.split(" ", 2);
        String path = parts.length == 2 ? parts[1] : parts[0];
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static List<String> words(String path) {
        List<String> words = new ArrayList<>();
        for (String word : path.split("[/_.{}-]+")) {
            if (word.length() >= WORD_LENGTH_MIN) {
                words.add(stem(word));
            }
        }
        return words;
    }

    /** Without the ending of a plural. */
    private static String stem(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.endsWith("ies")) {
            return lower.substring(0, lower.length() - 3) + "y";
        }
        return lower.endsWith("s") && !lower.endsWith("ss") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
