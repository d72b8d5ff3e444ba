package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Mount;
import io.belastbar.compose.file.Rule;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is mounted is there, a file of ours cannot be written, and volumes and networks are declared and used. */
final class Places implements Rule {
    /** Made by secrets.sh. */
    private static final Set<String> MADE = Set.of("./deploy/compose/home/inside", "deploy/compose/targets.env");
    /** Where the command line puts its reports. */
    private static final String WORK = "/work";

    @Override
    public Stream<Fault> faults(ComposeFile file) {
        return Stream.of(
                        file.services().stream().flatMap(Places::mounts),
                        declared(file, "volumes", service -> service.mounts().stream()
                                .filter(mount -> !mount.isFile())
                                .map(Mount::source)
                                .toList()),
                        declared(file, "networks", service -> networks(service)))
                .flatMap(faults -> faults);
    }

    private static Stream<Fault> mounts(ComposeService service) {
        List<Mount> mounts = service.mounts();
        return Stream.concat(
                IntStream.range(0, mounts.size()).boxed().flatMap(index -> mount(service, index, mounts.get(index))),
                service.texts("env_file").stream()
                        .filter(place -> !isThere(place))
                        .map(place -> service.fault("env_file", "should be there: was " + place)));
    }

    private static Stream<Fault> mount(ComposeService service, int index, Mount mount) {
        if (!mount.isFile()) {
            return Stream.empty();
        }
        String key = "volumes/" + index;
        if (!isThere(mount.source())) {
            return Stream.of(service.fault(key, "should be there: was " + mount.source()));
        }
        return mount.readOnly() || mount.target().equals(WORK)
                ? Stream.empty()
                : Stream.of(service.fault(key, "should be read-only (:ro): was " + mount.source()));
    }

    private static boolean isThere(String place) {
        return MADE.contains(place) || Files.exists(ComposeFile.ROOT.resolve(place));
    }

    private static List<String> networks(ComposeService service) {
        return service.json().has("network_mode") ? List.of() : service.texts("networks");
    }

    private interface Names {
        List<String> of(ComposeService service);
    }

    private static Stream<Fault> declared(ComposeFile file, String kind, Names names) {
        var declared = new TreeSet<String>();
        file.at("/" + kind).fieldNames().forEachRemaining(declared::add);
        var used = new TreeSet<String>();
        file.services().forEach(service -> used.addAll(names.of(service)));
        return Stream.concat(
                file.services().stream().flatMap(service -> names.of(service).stream()
                        .filter(name -> !declared.contains(name))
                        .map(name -> service.fault(kind, "should be declared under " + kind + ": was " + name))),
                declared.stream()
                        .filter(name -> !used.contains(name))
                        .map(name -> file.fault("/" + kind + "/" + name, "should be used: was not")));
    }
}
