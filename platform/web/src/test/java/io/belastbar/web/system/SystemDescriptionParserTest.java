package io.belastbar.web.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemDescriptionParserTest {

    @Test
    void timesStandInTheZoneOfTheSystem() {
        assertThat(zone("zone: Europe/Berlin")).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(zone("zone: \"+05:30\"")).isEqualTo(ZoneId.of("+05:30"));
    }

    @Test
    void aSystemThatNamesNoZoneHasUniversalTime() {
        assertThat(zone("")).isEqualTo(ZoneId.of("UTC"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Bonn", "berlin time", "''", "\"a\\0b\"", "[Europe/Berlin]"})
    void aZoneThatNobodyKnowsIsRefusedWithItsPlace(String zone) {
        assertThatThrownBy(() -> zone("zone: " + zone))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                        .anySatisfy(error -> assertThat(error.pointer()).isEqualTo("/zone")));
    }

    /** Nothing is broken that the description does not name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http-2",
                "postgresql",
                "redis",
                "insurer",
                "sap",
                "kafka",
                "proxies",
                "control",
                "probe",
                "old-primary"
            })
    void everythingThatCanBeBrokenCanBeNamed(String kind) {
        var shop = SystemDescriptionParser.parse(
                "shop", "system: shop\ntargets: { http: shop-api, %s: shop-part }\n".formatted(kind));

        assertThat(shop.names("shop-part")).isTrue();
    }

    /** Measurements are sent, budgets are held against them; nothing is reached. */
    @Test
    void aSystemThatIsOnlyMeasuredHasNoTargets() {
        var shop = SystemDescriptionParser.parse("shop", "system: shop\nname: The shop\nzone: Europe/Berlin\n");

        assertThat(shop.targets()).isEmpty();
        assertThat(shop.database()).isEmpty();
        assertThat(shop.names("shop-api")).isFalse();
    }

    @Test
    void aKindOfTargetThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> SystemDescriptionParser.parse("shop", "system: shop\ntargets: { proxy: shop-part }\n"))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                        .anySatisfy(error -> assertThat(error.pointer()).isEqualTo("/targets/proxy")));
    }

    private static ZoneId zone(String line) {
        return SystemDescriptionParser.parse("shop", "system: shop\n" + line + "\ntargets: { http: shop-api }\n")
                .zone();
    }
}
