package io.belastbar.chaos.dora.article;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.report.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The data file of what the law asks for.
 *
 * @param version of the file's content, as it stands in evidence
 * @param checked on which day somebody compared it with the law
 */
public record Articles(
        String version, LocalDate checked, List<Article> articles, RoleWords roles, List<ScenarioRow> scenarios) {
    private static final int FORMAT = 1;
    private static final String FILE = "articles.yml";

    public Articles {
        articles = List.copyOf(articles);
        scenarios = List.copyOf(scenarios);
    }

    /** That of this version of the service. */
    public static Articles own() {
        return Own.ARTICLES;
    }

    private static final class Own {
        static final Articles ARTICLES = parse(text());

        private static String text() {
            try (InputStream in = Articles.class.getResourceAsStream(FILE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("a resource should be readable: " + FILE, unreadable);
            }
        }
    }

    /** @throws io.belastbar.document.InvalidInput with every fault */
    static Articles parse(String text) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(text);
        root.rejectUnknown(Set.of("format", "version", "checked", "articles", "roles", "scenarios"), errors);
        DocumentNode format = root.required("format", errors);
        format.asInteger(errors)
                .filter(number -> number != FORMAT)
                .ifPresent(number -> errors.add(format, "must be " + FORMAT));
        List<Article> articles = root.required("articles", errors).items().stream()
                .map(node -> article(node, errors))
                .toList();
        Articles read = new Articles(
                root.name("version", errors),
                day(root.required("checked", errors), errors).orElse(LocalDate.EPOCH),
                articles,
                roles(root.required("roles", errors), errors),
                root.required("scenarios", errors).items().stream()
                        .map(node -> scenario(node, articles, errors))
                        .toList());
        refuseTwice(root, articles, errors);
        errors.throwIfAny("the file of articles has faults");
        return read;
    }

    private static void refuseTwice(DocumentNode root, List<Article> articles, ErrorCollector errors) {
        Set<String> seen = new HashSet<>();
        articles.stream()
                .filter(article -> !seen.add(article.id()))
                .forEach(article ->
                        errors.add(root.required("articles", errors), "must name each article once", article.id()));
    }

    private static Article article(DocumentNode node, ErrorCollector errors) {
        node.rejectUnknown(Set.of("id", "law", "place", "rule", "until", "asks"), errors);
        DocumentNode rule = node.required("rule", errors);
        Optional<Rule> known = rule.asName(errors).flatMap(Articles::rule);
        if (known.isEmpty()) {
            errors.add(rule, "must be one of " + Arrays.toString(Rule.values()));
        }
        Optional<LocalDate> until = node.optional("until").flatMap(day -> day(day, errors));
        if (known.filter(Rule.FORMER::equals).isPresent() != until.isPresent()) {
            errors.add(node, "must have a last day, until, if its rule is FORMER, and only then");
        }
        return new Article(
                node.name("id", errors),
                node.name("law", errors),
                node.name("place", errors),
                known.orElse(Rule.NOT_COVERED),
                sentence(node.required("asks", errors), errors),
                until);
    }

    private static Optional<Rule> rule(String name) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.name().equals(name))
                .findFirst();
    }

    private static Optional<LocalDate> day(DocumentNode node, ErrorCollector errors) {
        Optional<String> text = node.asName(errors);
        Optional<LocalDate> day =
                text.filter(word -> word.matches("\\d{4}-\\d{2}-\\d{2}")).map(LocalDate::parse);
        if (text.isPresent() && day.isEmpty()) {
            errors.add(node, "must be a day, as in 2025-01-16");
        }
        return day;
    }

    private static RoleWords roles(DocumentNode node, ErrorCollector errors) {
        node.rejectUnknown(Set.of("operates", "tests", "audits"), errors);
        return new RoleWords(
                names(node.required("operates", errors), errors),
                names(node.required("tests", errors), errors),
                names(node.required("audits", errors), errors));
    }

    private static ScenarioRow scenario(DocumentNode node, List<Article> articles, ErrorCollector errors) {
        node.rejectUnknown(Set.of("runbook", "name", "theirs", "every", "target", "ours", "because"), errors);
        DocumentNode ours = node.required("ours", errors);
        List<String> ids = names(ours, errors);
        ids.stream()
                .filter(id ->
                        articles.stream().noneMatch(article -> article.id().equals(id)))
                .forEach(id -> errors.add(ours, "must name articles of this file", id));
        return new ScenarioRow(
                node.name("runbook", errors),
                node.name("name", errors),
                node.name("theirs", errors),
                node.name("every", errors),
                node.name("target", errors),
                ids,
                sentence(node.required("because", errors), errors));
    }

    private static List<String> names(DocumentNode node, ErrorCollector errors) {
        List<String> names = new ArrayList<>();
        node.requireSequence(errors);
        node.items().forEach(item -> item.asName(errors).ifPresent(names::add));
        if (names.isEmpty()) {
            errors.add(node, "must not be empty");
        }
        return names;
    }

    private static Sentence sentence(DocumentNode node, ErrorCollector errors) {
        node.rejectUnknown(Set.of("en", "de"), errors);
        return new Sentence(node.name("en", errors), node.name("de", errors));
    }
}
