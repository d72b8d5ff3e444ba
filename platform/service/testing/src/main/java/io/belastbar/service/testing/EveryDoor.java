package io.belastbar.service.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tries every parameter and body that a service's own OpenAPI description names with control characters. What is not
 * refused as a fault of the caller is a finding.
 */
final class EveryDoor {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final List<String> CONTROLS = List.of("a%00b", "a%0Ab", "a%1Bb");
    private static final String ID = "00000000-0000-4000-8000-000000000001";
    private static final String NUL_BODY = "{\"name\":\"a\\u0000b\",\"a\\u0000b\":1}";

    private final URI service;
    private final List<String> tokens;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> findings = new ArrayList<>();
    private int tried;

    /** @param tokens of callers of whom every door lets one in */
    EveryDoor(URI service, List<String> tokens) {
        this.service = service;
        this.tokens = tokens;
    }

    /** What was not refused; the description's {@code paths} as they were parsed. */
    List<String> findings(Map<String, Map<String, Object>> paths) throws IOException, InterruptedException {
        for (var path : paths.entrySet()) {
            for (var operation : path.getValue().entrySet()) {
                if (path.getKey().startsWith("/api/") && METHODS.contains(operation.getKey())) {
                    knock(path.getKey(), operation.getKey(), map(operation.getValue()), path.getValue());
                }
            }
        }
        return findings;
    }

    /** How many requests that took: none would mean that nothing was tried. */
    int tried() {
        return tried;
    }

    private void knock(String described, String method, Map<String, Object> operation, Map<String, Object> shared)
            throws IOException, InterruptedException {
        String type = map(map(operation.get("requestBody")).get("content")).keySet().stream()
                .findFirst()
                .orElse("application/json");
        List<Object> parameters = new ArrayList<>(list(shared.get("parameters")));
        parameters.addAll(list(operation.get("parameters")));
        String path = described;
        for (Object parameter : parameters) {
            // What may be left out is an ending such as .html: the router knows no address with another one.
            if (mayBeEmpty(map(parameter))) {
                path = path.replace("{" + map(parameter).get("name") + "}", "");
            }
        }
        for (Object parameter : parameters) {
            if (mayBeEmpty(map(parameter))) {
                continue;
            }
            String name = String.valueOf(map(parameter).get("name"));
            for (String control : CONTROLS) {
                switch (String.valueOf(map(parameter).get("in"))) {
                    case "path" -> send(method, path.replace("{" + name + "}", control), type, "{}", true);
                    case "query" -> send(method, path + "?" + name + "=" + control, type, "{}", true);
                    default -> {}
                }
            }
        }
        if (operation.containsKey("requestBody")) {
            send(method, path, type, NUL_BODY, false);
        }
    }

    private static boolean mayBeEmpty(Map<String, Object> parameter) {
        Object pattern = map(parameter.get("schema")).get("pattern");
        return "path".equals(parameter.get("in")) && pattern != null && "".matches(String.valueOf(pattern));
    }

    private void send(String method, String path, String type, String body, boolean only400)
            throws IOException, InterruptedException {
        String address = path.replace("{system}", "smartbav").replaceAll("\\{[^}]+}", ID);
        int status = 403;
        for (int i = 0; i < tokens.size() && status == 403; i++) {
            status = status(method, address, type, body, tokens.get(i));
        }
        tried++;
        if (only400 ? status != 400 : status / 100 != 4) {
            findings.add(method + " " + address + " " + body + " -> " + status);
        }
    }

    private int status(String method, String address, String type, String body, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(service.resolve(address))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type.equals("*/*") ? "application/octet-stream" : type)
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString(body));
        return http.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return node instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object node) {
        return node instanceof List<?> found ? (List<Object>) found : List.of();
    }
}
