package io.belastbar.kubernetes.rule;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.stream.Stream;

/** Each object has a name that a cluster takes, and it is the only one of its kind that has it: the later would win. */
final class Objects implements Rule {
    private static final String NAME = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";
    private static final int NAME_MAX = 253;

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        var missing = Stream.of("/apiVersion", "/kind", "/metadata/name")
                .filter(key -> manifest.at(key).asText().isEmpty())
                .map(key -> manifest.fault(key, "should be there: was absent"));
        String name = manifest.name();
        boolean taken = name.isEmpty() || name.matches(NAME) && name.length() <= NAME_MAX;
        var unfit = taken
                ? Stream.<Fault>empty()
                : Stream.of(manifest.fault("/metadata/name", "should be small letters, digits, - and . : was " + name));
        return Stream.of(missing, unfit, twice(manifest, all)).flatMap(faults -> faults);
    }

    private static Stream<Fault> twice(Manifest manifest, List<Manifest> all) {
        return all.stream()
                .takeWhile(other -> other != manifest)
                .filter(other -> same(other, manifest))
                .map(other -> manifest.fault(
                        "/metadata/name", "should be another than that of " + other + ": was " + manifest.name()))
                .limit(1);
    }

    private static boolean same(Manifest one, Manifest other) {
        return one.object().equals(other.object())
                && group(one).equals(group(other))
                && one.at("/metadata/namespace").equals(other.at("/metadata/namespace"));
    }

    private static String group(Manifest manifest) {
        String version = manifest.at("/apiVersion").asText();
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }
}
