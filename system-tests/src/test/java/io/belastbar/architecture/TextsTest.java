package io.belastbar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of pages: no key is missing, none is left over, and both languages have the same. */
class TextsTest {
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]++|\\\\.)*+)\"");
    private static final Pattern ASKED_IN_JAVA =
            Pattern.compile("\\b[wW]ord(?:s|ing)(?:\\(\\))?\\s*\\.text\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern ASKED_IN_TEMPLATES = Pattern.compile("\\{(?:t|markup):(\\w+)");
    private static final Set<String> BUILT_IN = Set.of("lang", "name", "say");
    private static final Pattern ENUM = Pattern.compile("\\benum (\\w+)[^{]*\\{(.*?)[;}]", Pattern.DOTALL);
    private static final Pattern CONSTANT = Pattern.compile("\\b([A-Z][A-Z0-9_]+)\\b(?=\\s*[,(]|\\s*$)");
    private static final Pattern ARGUMENTS = Pattern.compile("\\((?:[^()]|\\([^()]*\\))*\\)");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

    static Stream<Path> modulesWithTexts() {
        return House.MODULES.stream().map(House.root()::resolve).filter(module -> !files(
                        module.resolve("src/main/resources"), "texts_en.properties")
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("modulesWithTexts")
    void bothLanguagesHaveTheSameKeysAndArguments(Path module) {
        Properties english = texts(module, "en");
        Properties german = texts(module, "de");

        assertThat(german.keySet()).isEqualTo(english.keySet());
        for (String key : english.stringPropertyNames()) {
            assertThat(found(ARGUMENT, german.getProperty(key)))
                    .as(key)
                    .isEqualTo(found(ARGUMENT, english.getProperty(key)));
        }
    }

    @ParameterizedTest
    @MethodSource("modulesWithTexts")
    void everyTextIsAMessageFormatWhoseApostrophesAreWrittenTwice(Path module) {
        for (String language : new String[] {"en", "de"}) {
            texts(module, language).forEach((key, text) -> {
                assertThat(text.toString().replace("''", "")).as(key.toString()).doesNotContain("'");
                assertThat(new MessageFormat(text.toString(), Locale.of(language)).toPattern())
                        .isNotNull();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("modulesWithTexts")
    void noTextIsMissing(Path module) {
        Set<String> asked = found(ASKED_IN_JAVA, java(module));
        asked.addAll(found(ASKED_IN_TEMPLATES, templates(module)));
        asked.removeAll(BUILT_IN);

        Set<String> known = keys(module);
        known.addAll(keys(House.root().resolve("platform/report")));
        assertThat(known).containsAll(asked);
    }

    @ParameterizedTest
    @MethodSource("modulesWithTexts")
    void noTextIsLeftOver(Path module) {
        Set<String> used = found(LITERAL, java(module));
        used.addAll(found(ASKED_IN_TEMPLATES, templates(module)));

        assertThat(keys(module).stream().filter(key -> !key.contains(".")))
                .allMatch(key -> used.contains(key) || joined(used, key));
    }

    @ParameterizedTest
    @MethodSource("modulesWithTexts")
    void anEnumerationIsNamedAsAWhole(Path module) {
        var enums = ENUM.matcher(COMMENT.matcher(java(House.root())).replaceAll(""))
                .results()
                .collect(Collectors.groupingBy(
                        match -> match.group(1),
                        Collectors.mapping(
                                match -> found(
                                        CONSTANT,
                                        ARGUMENTS.matcher(match.group(2)).replaceAll("")),
                                Collectors.toSet())));
        var named = keys(module).stream()
                .filter(key -> key.contains(".") && Character.isUpperCase(key.charAt(0)))
                .collect(Collectors.groupingBy(
                        key -> key.substring(0, key.indexOf('.')),
                        Collectors.mapping(
                                key -> key.substring(key.indexOf('.') + 1), Collectors.toCollection(TreeSet::new))));

        named.forEach((type, names) -> assertThat(enums).as(type).hasEntrySatisfying(type, all -> assertThat(all)
                .contains(names)));
    }

    /** Keys of families are put together from two literals: a subject's, and what is said of it. */
    private static boolean joined(Set<String> literals, String key) {
        return IntStream.range(1, key.length())
                .anyMatch(at -> literals.contains(key.substring(0, at)) && literals.contains(key.substring(at)));
    }

    private static Set<String> keys(Path module) {
        return new TreeSet<>(texts(module, "en").stringPropertyNames());
    }

    private static Properties texts(Path module, String language) {
        Properties texts = new Properties();
        for (Path file : files(module.resolve("src/main/resources"), "texts_" + language + ".properties")) {
            try (Reader in = Files.newBufferedReader(file)) {
                texts.load(in);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return texts;
    }

    private static String java(Path module) {
        return module.equals(House.root())
                ? House.MODULES.stream()
                        .map(House.root()::resolve)
                        .map(TextsTest::java)
                        .collect(Collectors.joining())
                : content(module.resolve("src/main/java"), ".java");
    }

    private static String templates(Path module) {
        return content(module.resolve("src/main/resources"), ".html")
                + content(module.resolve("src/main/resources"), ".md");
    }

    private static String content(Path folder, String ending) {
        return files(folder, ending).stream().map(TextsTest::read).collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(TextsTest::lastGroup).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String lastGroup(MatchResult match) {
        return match.group(match.groupCount());
    }
}
