package io.belastbar.web.report;

import io.belastbar.document.InvalidInput;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers a report in the form that the caller asks for: by the ending of the address or {@code ?format=}, else by
 * {@code Accept}, else as JSON. Only the form that is sent is written.
 */
public final class ReportResponses {

    /** What a report may be written as. */
    public enum Form {
        JSON("json", MediaType.APPLICATION_JSON),
        MARKDOWN("md", "text/markdown;charset=UTF-8"),
        HTML("html", "text/html;charset=UTF-8");

        private final String key;
        private final String type;

        Form(String key, String type) {
            this.key = key;
            this.type = type;
        }

        private boolean isAcceptable(MediaType accepted) {
            return MediaType.valueOf(type).isCompatible(accepted);
        }
    }

    private final Map<Form, Function<HttpHeaders, Response>> forms = new EnumMap<>(Form.class);
    private ReportLanguage language;

    private ReportResponses() {}

    public static ReportResponses of(Form form, Supplier<String> text) {
        return new ReportResponses().or(form, text);
    }

    /** A report whose JSON is an answer of its own, as where its tag is a version. */
    public static ReportResponses data(Function<HttpHeaders, Response> answer) {
        var responses = new ReportResponses();
        responses.forms.put(Form.JSON, answer);
        return responses;
    }

    public ReportResponses or(Form form, Supplier<String> text) {
        forms.put(form, request -> {
            String written = text.get();
            return ConditionalResponses.ok(written, Etag.of(written), request);
        });
        return this;
    }

    /** Says in which language the forms for people are. */
    public ReportResponses in(ReportLanguage written) {
        language = written;
        return this;
    }

    /**
     * The language of a report; English where nobody says.
     *
     * @throws InvalidInput if reports are not written in it
     */
    public static ReportLanguage language(String code) {
        return code == null
                ? ReportLanguage.ENGLISH
                : ReportLanguage.of(code).orElseThrow(() -> InvalidInput.of("lang", "must be de or en", code));
    }

    /**
     * The language of a report by parameter, else by {@code Accept-Language}, else the one that is given.
     *
     * @throws InvalidInput if the parameter names another than ours
     */
    public static ReportLanguage language(String code, HttpHeaders request, ReportLanguage otherwise) {
        return code != null
                ? language(code)
                : request.getAcceptableLanguages().stream()
                        .map(wanted -> ReportLanguage.of(wanted.toLanguageTag()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(otherwise);
    }

    /**
     * The report, or 304 if the caller has it already.
     *
     * @param format an ending with or without its dot, or a parameter; null or empty to go by what is acceptable
     * @throws InvalidInput if there is no such form
     */
    public Response answer(String format, HttpHeaders request) {
        Form form = format == null || format.isEmpty() ? acceptable(request) : asked(format.replace(".", ""));
        var answer = Response.fromResponse(forms.get(form).apply(request))
                .type(form.type)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (language != null) {
            answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
            answer.header(HttpHeaders.CONTENT_LANGUAGE, form == Form.JSON ? null : language.code());
        }
        return answer.build();
    }

    private Form asked(String key) {
        return forms.keySet().stream()
                .filter(form -> form.key.equals(key))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of(
                        "format",
                        "must be one of "
                                + forms.keySet().stream().map(form -> form.key).collect(Collectors.joining(", ")),
                        key));
    }

    private Form acceptable(HttpHeaders request) {
        return request.getAcceptableMediaTypes().stream()
                .map(accepted -> Arrays.stream(Form.values())
                        .filter(forms::containsKey)
                        .filter(form -> form.isAcceptable(accepted))
                        .findFirst())
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> forms.keySet().iterator().next());
    }
}
