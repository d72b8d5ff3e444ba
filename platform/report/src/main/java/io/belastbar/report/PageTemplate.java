package io.belastbar.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.TemplateNode.Origin;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A page or a Markdown file, laid out by a Qute template that stands beside a class: {@code name.html} with
 * {@code name.css}, or {@code name.md}. It includes its neighbours, and the parts that every page shares, by name:
 * {@code page}, {@code status}, {@code tiles}, {@code table}, {@code chart}, {@code figures}. Its words come from
 * {@code {t:key(argument)}}, and {@code {t:name(value)}} for enumerations; {@code {markup:key}} is a text that holds tags. What it is
 * given is escaped, except {@link Markup}.
 */
public final class PageTemplate {

    private static final String WORDING = "wording";

    private final Template template;
    private final Shell shell;

    private PageTemplate(Class<?> owner, String file, boolean interactive) {
        String ending = file.substring(file.lastIndexOf('.'));
        String name = file.substring(0, file.length() - ending.length());
        this.shell = Shell.of(find(owner, name + ".css").orElse(""), interactive);
        this.template = engine(owner, ending).getTemplate(name);
        if (template == null) {
            throw new IllegalStateException("a template should stand beside " + owner.getName() + ": " + file);
        }
    }

    /** Of a page that works without any script. */
    public static PageTemplate of(Class<?> owner, String file) {
        return new PageTemplate(owner, file, false);
    }

    /** Of a page whose charts can be read moment by moment, and whose colours can be chosen. */
    public static PageTemplate interactive(Class<?> owner, String file) {
        return new PageTemplate(owner, file, true);
    }

    /** @param view whose components the template names: a record, as a rule */
    public String render(Wording wording, Object view) {
        String page = template.instance()
                .data(view)
                .setAttribute(WORDING, wording)
                .setAttribute(Shell.NAME, shell)
                .render();
        return page.strip() + "\n";
    }

    private static Engine engine(Class<?> owner, String ending) {
        UnaryOperator<String> escape = ending.equals(".html") ? Markup::escape : Markdown::escape;
        return Engine.builder()
                .addDefaults()
                .addValueResolver(new AccessorResolver())
                .addNamespaceResolver(NamespaceResolver.builder("t")
                        .resolve(PageTemplate::text)
                        .build())
                .addNamespaceResolver(NamespaceResolver.builder("markup")
                        .resolve(context -> new Markup(text(context).toString()))
                        .build())
                .addNamespaceResolver(NamespaceResolver.builder(Shell.NAME)
                        .resolve(context -> ((Shell) context.getAttribute(Shell.NAME)).part(context.getName()))
                        .build())
                .addResultMapper(new Escaping(escape))
                .addLocator(id -> find(owner, id + ending)
                        .or(() -> find(PageTemplate.class, id + ending))
                        .map(Text::new))
                .build();
    }

    private static Object text(EvalContext context) {
        Wording wording = (Wording) context.getAttribute(WORDING);
        Object[] arguments = context.getParams().stream()
                .map(argument ->
                        context.evaluate(argument).toCompletableFuture().join())
                .toArray();
        return switch (context.getName()) {
            case "lang" -> wording.language().code();
            case "name" -> wording.name((Enum<?>) arguments[0]);
            case "say" -> ((Sentence) arguments[0]).in(wording.language());
            default -> wording.text(context.getName(), arguments);
        };
    }

    static Optional<String> find(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a resource should be readable: " + name, unreadable);
        }
    }

    private record Text(String text) implements TemplateLocation {

        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.empty();
        }
    }

    private record Escaping(UnaryOperator<String> escape) implements ResultMapper {

        @Override
        public boolean appliesTo(Origin origin, Object result) {
            return true;
        }

        @Override
        public String map(Object result, Expression expression) {
            return switch (result) {
                case Markup(String html) -> html;
                default -> escape.apply(result.toString());
            };
        }
    }
}
