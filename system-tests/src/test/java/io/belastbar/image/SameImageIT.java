package io.belastbar.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever builds the same sources gets the same image, and can so tell whether an image is of these sources. */
@Tag("slow")
class SameImageIT {
    /** Quarkus with a database, Quarkus without one, and no Quarkus. */
    private static final List<String> NAMES = List.of("budget-service", "dashboard", "cli");

    @Test
    void twoBuildsAreEqualBytes() throws Exception {
        String[] names = NAMES.toArray(String[]::new);
        Path first = BuiltImages.build(BuiltImages.work().resolve("first"), names);
        Path second = BuiltImages.build(BuiltImages.work().resolve("second"), names);

        for (String name : NAMES) {
            for (String ending : List.of(".digest", ".tar", ".cdx.json", ".licences.txt")) {
                assertThat(Files.mismatch(first.resolve(name + ending), second.resolve(name + ending)))
                        .as(name + ending)
                        .isEqualTo(-1);
            }
        }
    }
}
