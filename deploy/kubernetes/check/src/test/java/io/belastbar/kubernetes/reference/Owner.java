package io.belastbar.kubernetes.reference;

import io.belastbar.kubernetes.manifest.Manifest;
import io.belastbar.kubernetes.manifest.Manifest.Container;
import io.belastbar.service.Services;
import java.util.Optional;
import java.util.OptionalInt;

/** Whose code a container runs. Of somebody else's we know neither ports nor variables. */
public final class Owner {
    static final String PAGE = "dashboard";

    private Owner() {}

    /** The module: by the image's last name, or, where images are renamed, by the object's. */
    public static Optional<String> of(Manifest manifest, Container container) {
        String image = container.at("/image").asText().replaceFirst(".*/", "").replaceFirst("[:@].*", "");
        String object = manifest.name().replaceFirst("-migrations$", "-service");
        return isOurs(image) ? Optional.of(image) : Optional.of(object).filter(Owner::isOurs);
    }

    /** Where it listens unless its environment says otherwise. */
    static OptionalInt port(String module) {
        return module.equals(PAGE)
                ? OptionalInt.of(Services.BASE_PORT)
                : Services.all().stream()
                        .filter(service -> service.module().equals(module))
                        .mapToInt(service -> service.port())
                        .findFirst();
    }

    private static boolean isOurs(String module) {
        return port(module).isPresent();
    }
}
