package io.belastbar.reliability;

import io.belastbar.running.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Kills children of one launcher at random, as a crash would. A child is known by the process id in the home's own pid
 * file, and must descend from the launcher: nothing else is ever killed.
 */
final class RandomKills {
    private final Path home;
    private final ProcessHandle launcher;
    private final Random random;
    private final Map<String, Integer> killed = new TreeMap<>();

    RandomKills(Path home, ProcessHandle launcher, long seed) {
        this.home = home;
        this.launcher = launcher;
        this.random = new Random(seed);
    }

    /** Kills one child that lives now, one that just starts included, and returns its name; empty when none lives. */
    Optional<String> kill() throws IOException {
        List<Path> candidates = new ArrayList<>(pidFiles());
        Collections.shuffle(candidates, random);
        for (Path file : candidates) {
            Optional<ProcessHandle> child = CommandLine.childOf(file).filter(this::isOurs);
            if (child.isPresent() && child.get().destroyForcibly()) {
                String name = file.getFileName().toString().replace(".pid", "");
                killed.merge(name, 1, Integer::sum);
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** How often each child was killed. */
    Map<String, Integer> killed() {
        return Collections.unmodifiableMap(killed);
    }

    private boolean isOurs(ProcessHandle process) {
        return launcher.descendants().anyMatch(process::equals);
    }

    private List<Path> pidFiles() throws IOException {
        var files = new ArrayList<Path>();
        for (String folder : List.of("run", "data")) {
            try (Stream<Path> inside = Files.list(home.resolve(folder))) {
                inside.filter(file -> file.toString().endsWith(".pid")).sorted().forEach(files::add);
            }
        }
        return files;
    }
}
