package io.belastbar.kubernetes.rule.data;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image of PostgreSQL that names its minor version, so that no node pulls another than its neighbour. The built-in
 * backup needs the flavour {@code system}: Barman Cloud is in no other.
 */
public final class DatabaseImage implements Rule {
    private static final String IMAGE = "/spec/imageName";
    private static final String MINOR = ".+:\\d+\\.\\d+([.-].*)?(@sha256:[0-9a-f]{64})?";

    @Override
    public Stream<Fault> faults(Manifest manifest, List<Manifest> all) {
        if (!isOfPostgresql(manifest)) {
            return Stream.empty();
        }
        String image = manifest.at(IMAGE).asText("absent");
        var rolling = image.matches(MINOR)
                ? Stream.<Fault>empty()
                : Stream.of(manifest.fault(IMAGE, "should name a minor version: was " + image));
        boolean backup = manifest.at("/spec/backup").has("barmanObjectStore");
        var flavour = !backup || image.matches(".+:[^@]*-system(-.+)?")
                ? Stream.<Fault>empty()
                : Stream.of(manifest.fault(IMAGE, "should be of the flavour system, for its backup: was " + image));
        return Stream.concat(rolling, flavour);
    }

    /** Others have a kind Cluster too. */
    static boolean isOfPostgresql(Manifest manifest) {
        return manifest.is("Cluster") && manifest.at("/apiVersion").asText().startsWith("postgresql.cnpg.io/");
    }
}
