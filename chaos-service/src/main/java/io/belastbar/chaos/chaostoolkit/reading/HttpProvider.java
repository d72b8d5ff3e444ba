package io.belastbar.chaos.chaostoolkit.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.chaostoolkit.reading.Values.Filled;
import io.belastbar.chaos.expectation.Paths;
import io.belastbar.chaos.expectation.tolerance.Question;
import io.belastbar.chaos.runbook.reading.Vocabulary.Place;
import io.belastbar.document.DocumentNode;
import io.belastbar.web.outbound.HttpCall;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what an activity asks by HTTP, as Chaos Toolkit would ask it. */
final class HttpProvider {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> SET_BY_CONNECTION =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?:(?i:bearer|basic|token) )?\\$\\{?([A-Za-z_][\\w.]*)}?");
    private static final Pattern LINK_LOCAL = Pattern.compile("169\\.254\\..*|\\[?(?i:fe[89ab][0-9a-f]):.*");
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Reading reading;
    private final String where;
    private final DocumentNode provider;
    private boolean impossible;

    private HttpProvider(Reading reading, String where, DocumentNode provider) {
        this.reading = reading;
        this.where = where;
        this.provider = provider;
    }

    /** Empty if it is faulty or not possible, which was told then. */
    static Optional<Question> read(Reading reading, String where, DocumentNode provider, Duration timeout) {
        return new HttpProvider(reading, where, provider).question(timeout);
    }

    private Optional<Question> question(Duration otherwise) {
        int faults = reading.errors().errors().size();
        Optional<Place> place = place();
        String method = provider.optionalName("method", reading.errors())
                .map(text -> text.toUpperCase(Locale.ROOT))
                .orElse("GET");
        if (!METHODS.contains(method)) {
            reading.errors()
                    .add(
                            provider.required("method", reading.errors()),
                            "must be one of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
        }
        Optional<String> credential = Optional.empty();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, DocumentNode> header : headers().entrySet()) {
            Optional<String> named = header(header.getKey(), header.getValue(), headers);
            credential = named.isPresent() ? named : credential;
        }
        boolean query = method.equals("GET");
        Optional<String> sent = query ? Optional.empty() : body(headers);
        String more = query ? query() : "";
        Duration timeout = timeout().orElse(otherwise);
        certificate();
        if (provider.optional("max_retries")
                .filter(node -> !node.text().equals("0"))
                .isPresent()) {
            reading.note(
                    where + ": max_retries is not done; a request is sent once",
                    where + ": max_retries wird nicht ausgeführt; eine Anfrage wird einmal gesendet");
        }
        if (impossible || place.isEmpty() || reading.errors().errors().size() > faults) {
            return Optional.empty();
        }
        String path = place.get().path();
        String whole = more.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + more;
        String from = whole.startsWith("?") ? "/" + whole : whole;
        return Optional.of(
                new Question(place.get().target(), method, from, Map.copyOf(headers), sent, credential, timeout));
    }

    private Optional<Place> place() {
        DocumentNode at = provider.required("url", reading.errors());
        Optional<String> text = at.asName(reading.errors());
        if (text.isEmpty() || !isWhole(at, reading.values().fill(text.get()))) {
            return Optional.empty();
        }
        return address(at, reading.values().fill(text.get()).text()).flatMap(url -> {
            String server = url.getScheme() + "://" + url.getRawAuthority();
            Optional<Place> place = reading.vocabulary().at(url);
            if (place.isEmpty()) {
                reading.impossible().unregistered(where, at, server);
            } else if (!place.get().path().isEmpty()
                    && !Paths.stayBelow(
                            place.get().path().startsWith("?")
                                    ? "/" + place.get().path()
                                    : place.get().path())) {
                reading.errors().add(at, "must not leave the target's address: no segment .., encoded");
                return Optional.empty();
            }
            return place;
        });
    }

    private Optional<URI> address(DocumentNode at, String text) {
        try {
            URI url = new URI(text.strip());
            boolean web = url.getHost() != null
                    && ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
            if (!web) {
                reading.errors()
                        .add(at, "must be an http or https address, encoded, as in http://localhost:8080/health");
            } else if (url.getRawUserInfo() != null) {
                reading.errors().add(at, "must not hold a secret: send a credential as Authorization", "not shown");
            } else if (LINK_LOCAL.matcher(url.getHost()).matches()) {
                reading.errors().add(at, "must not be link-local: behind it clouds keep the secrets of their machines");
            } else {
                return Optional.of(url);
            }
        } catch (URISyntaxException broken) {
            reading.errors().add(at, "must be an http or https address, encoded, as in http://localhost:8080/health");
        }
        return Optional.empty();
    }

    private Map<String, DocumentNode> headers() {
        return provider.optional("headers")
                .filter(node -> node.requireMapping(reading.errors()))
                .<Map<String, DocumentNode>>map(DocumentNode::fields)
                .orElse(Map.of());
    }

    /** The credential's name, if it is one. */
    private Optional<String> header(String name, DocumentNode value, Map<String, String> headers) {
        Optional<String> text = value.asName(reading.errors());
        if (!HEADER.matcher(name).matches()) {
            reading.errors().addAtKey(value, "must be the name of a header", name);
            return Optional.empty();
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (SET_BY_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            reading.impossible().header(where, value, name);
            impossible = true;
            return Optional.empty();
        }
        if (name.equalsIgnoreCase("Authorization")) {
            Matcher shape = AUTHORIZATION.matcher(text.get());
            Optional<String> group = shape.matches() ? reading.values().secret(shape.group(1)) : Optional.empty();
            if (group.isPresent()) {
                return group.map(this::credential);
            }
        }
        Filled filled = reading.values().fill(text.get());
        if (isWhole(value, filled)) {
            headers.put(name, filled.text());
        }
        return Optional.empty();
    }

    private String credential(String group) {
        String name = group.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
        reading.note(
                "the secrets of " + group + " are the credential " + name + " of this service's configuration",
                "die Geheimnisse von " + group + " sind die Zugangsangabe " + name + " aus der Konfiguration dieses"
                        + " Dienstes");
        return name;
    }

    private boolean isWhole(DocumentNode at, Filled filled) {
        filled.secret().ifPresent(group -> reading.impossible().secret(where, at, group));
        if (filled.secret().isEmpty()) {
            filled.open().ifPresent(name -> reading.impossible().open(where, at, name));
        }
        if (filled.secret().isEmpty() && filled.open().isEmpty()) {
            filled.computed().ifPresent(name -> reading.impossible().computed(where, at, name));
        }
        impossible |= !filled.isWhole();
        return filled.isWhole();
    }

    private String query() {
        return provider.optional("arguments")
                .filter(node -> node.requireMapping(reading.errors()))
                .flatMap(this::filled)
                .map(HttpProvider::form)
                .orElse("");
    }

    private Optional<String> body(Map<String, String> headers) {
        Optional<JsonNode> content = provider.optional("arguments").flatMap(this::filled);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        if (headers.getOrDefault("Content-Type", "").startsWith("application/json")) {
            return Optional.of(content.get().toString());
        }
        if (content.get() instanceof ObjectNode) {
            headers.putIfAbsent("Content-Type", FORM);
            return Optional.of(form(content.get()));
        }
        headers.putIfAbsent("Content-Type", "text/plain");
        return Optional.of(
                content.get().isTextual()
                        ? content.get().textValue()
                        : content.get().toString());
    }

    private static String form(JsonNode fields) {
        List<String> pairs = new ArrayList<>();
        fields.properties().forEach(field -> {
            List<JsonNode> values = new ArrayList<>();
            if (field.getValue() instanceof ArrayNode several) {
                several.forEach(values::add);
            } else if (!field.getValue().isNull()) {
                values.add(field.getValue());
            }
            values.forEach(value -> pairs.add(HttpCall.encoded(field.getKey()) + "="
                    + HttpCall.encoded(value.isValueNode() ? value.asText() : value.toString())));
        });
        return pairs.stream().collect(Collectors.joining("&"));
    }

    /** Arguments with their values; empty if something in them is not known, which was told then. */
    private Optional<JsonNode> filled(DocumentNode node) {
        boolean before = impossible;
        impossible = false;
        JsonNode filled = fill(node, ExperimentJson.of(node));
        Optional<JsonNode> whole = impossible ? Optional.empty() : Optional.of(filled);
        impossible |= before;
        return whole;
    }

    private JsonNode fill(DocumentNode at, JsonNode node) {
        if (node instanceof ObjectNode object) {
            List.copyOf(object.properties())
                    .forEach(field ->
                            object.set(field.getKey(), fill(at.fields().get(field.getKey()), field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, fill(at.items().get(i), array.get(i)));
            }
        } else if (node.isTextual()) {
            Filled filled = reading.values().fill(node.textValue());
            return isWhole(at, filled)
                    ? ExperimentJson.scalar(filled.text(), !reading.values().isTyped(node.textValue()))
                    : node;
        }
        return node;
    }

    /** A number of seconds, or one until the connection stands and one until the answer comes. */
    private Optional<Duration> timeout() {
        return provider.optional("timeout").flatMap(node -> {
            if (node.kind() == DocumentNode.Kind.SEQUENCE) {
                return node.items().stream()
                        .map(item -> Seconds.of(reading, where, item, LONGEST))
                        .reduce((one, other) -> one.flatMap(first -> other.map(first::plus)))
                        .flatMap(sum -> sum);
            }
            return Seconds.of(reading, where, node, LONGEST);
        });
    }

    private void certificate() {
        boolean unchecked = provider.optional("verify_tls")
                .filter(node -> node.text().matches("(?i)false|no|off"))
                .isPresent();
        boolean secure = provider.optional("url")
                .filter(node -> node.text().startsWith("http:"))
                .isEmpty();
        if (unchecked && secure) {
            reading.impossible().certificate(where, provider.required("verify_tls", reading.errors()));
            impossible = true;
        }
    }
}
