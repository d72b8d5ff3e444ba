package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ours are those that {@code belastbar image} makes of this version; all others have a whole version. */
final class Images implements Rule {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    @Override
    public Stream<Fault> faults(ComposeFile file) {
        var made = made();
        var wrong = file.services().stream().flatMap(service -> faults(service, made));
        var used =
                file.services().stream().map(service -> service.text("image")).collect(Collectors.toSet());
        return Stream.concat(
                wrong,
                made.stream()
                        .filter(image -> !used.contains(image))
                        .map(image -> file.fault("/services", "should run the image " + image + ": does not")));
    }

    private static Stream<Fault> faults(ComposeService service, List<String> made) {
        String image = service.text("image");
        if (service.isOurs()) {
            String own = service.name().replaceFirst("-migrations$", "-service");
            return made.contains(image) && image.contains("/" + own + ":")
                    ? Stream.empty()
                    : Stream.of(service.fault(
                            "image",
                            "should be that of %s which belastbar image makes, one of %s: was %s"
                                    .formatted(own, made, image)));
        }
        return image.matches("[^:]+:v?\\d+\\.\\d+(\\.\\d+)*")
                ? Stream.empty()
                : Stream.of(service.fault("image", "should have a whole version: was " + image));
    }

    /** The names are those of deploy/local's Packaged: the services' modules, the page, the command line. */
    private static List<String> made() {
        var version = VERSION.matcher(ComposeFile.text("pom.xml"));
        if (!version.find()) {
            throw new IllegalStateException("no version in pom.xml");
        }
        return Stream.concat(Services.all().stream().map(ListedService::module), Stream.of("dashboard", "cli"))
                .map(name -> "belastbar/" + name + ":" + version.group(1))
                .toList();
    }
}
