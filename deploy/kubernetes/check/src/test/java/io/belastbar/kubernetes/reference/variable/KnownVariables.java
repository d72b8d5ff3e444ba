package io.belastbar.kubernetes.reference.variable;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifests;
import io.belastbar.kubernetes.source.Sources;
import io.belastbar.service.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The variables of the environment that a module's configuration reads, from its sources and the platform's: the keys of
 * its properties, what these refer to, its mappings, and the keys that its code names.
 *
 * @param patterns of names, because a map's keys are free
 * @param examples of names, to suggest one
 */
record KnownVariables(String module, List<Pattern> patterns, Collection<String> examples) {
    private static final Path ROOT = Manifests.ROOT.resolve("../..").normalize();
    private static final Pattern KEY = Pattern.compile("(?m)^(?:%\\w+\\.)?([\\w.\\-]+|[\\w.\\-]*\\$\\{[^=]+)=");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.\\-]+)");
    private static final Pattern LITERAL = Pattern.compile("\"\\{?(belastbar\\.[\\w.\\-]+)");
    private static final String ANY = "*";
    private static final Set<String> SKIPPED = Set.of("target", "test", "node_modules");

    static KnownVariables of(String module) {
        String service = module.replace("-service", "");
        var keys = new TreeSet<String>();
        var mappings = new Mappings();
        sources(module).forEach(file -> {
            String text = Sources.text(file);
            if (file.toString().endsWith(".properties")) {
                String own = text.replace("${belastbar.service}", service);
                found(KEY, own).forEach(keys::add);
                found(REFERENCE, own).forEach(keys::add);
                return;
            }
            found(LITERAL, text).map(key -> key.endsWith(".") ? key + ANY : key).forEach(keys::add);
            mappings.read(text);
        });
        // What is put together: a port of each service, a password of its own, nobody else's.
        keys.removeIf(key -> key.endsWith("." + ANY)
                && mappings.keys().stream().anyMatch(mapped -> mapped.startsWith(key.substring(0, key.length() - 1))));
        keys.remove("belastbar.postgresql.password.*");
        keys.add("belastbar.postgresql.password." + service);
        keys.add("belastbar.port." + service);
        keys.addAll(mappings.keys());
        if (keys.remove("belastbar.url.*")) {
            Services.names().forEach(other -> keys.add("belastbar.url." + other));
        }
        var names = keys.stream().map(KnownVariables::variable).toList();
        var examples =
                new TreeSet<>(names.stream().filter(name -> !name.contains(ANY)).toList());
        var patterns = names.stream()
                .map(name -> Pattern.compile(name.replace(ANY, "[A-Z0-9_]+")))
                .toList();
        var known = new KnownVariables(module, patterns, examples);
        used().filter(name -> !name.startsWith("BELASTBAR_") || known.has(name)).forEach(examples::add);
        return known;
    }

    boolean has(String name) {
        return examples.contains(name)
                || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** As MicroProfile's configuration looks for a key. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
    }

    /** In the manifests of the platform itself. */
    private static Stream<String> used() {
        return Stream.of("base", "overlays/production", "components")
                .flatMap(folder -> Manifests.plain(folder).stream())
                .flatMap(Manifest::containers)
                .flatMap(container -> Manifest.elements(container.at("/env")))
                .map(variable -> variable.path("name").asText());
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1));
    }

    private static List<Path> sources(String module) {
        return Stream.of(module, "platform")
                .flatMap(folder -> files(ROOT.resolve(folder)).stream())
                .filter(file -> file.toString().endsWith(".java")
                        || file.toString().matches(".*/(application|microprofile-config)\\.properties"))
                .toList();
    }

    private static List<Path> files(Path folder) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    return SKIPPED.contains(each.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
