package io.belastbar.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadTargetTest {
    @Test
    void databaseUrlBecomesATargetAndACredential() {
        var target = LoadTarget.parse("shop-db=postgresql://app:p%40ss$1@db:5432/shop");

        assertThat(target.settings())
                .containsEntry("belastbar.targets.shop-db.url", "postgresql://db:5432/shop")
                .containsEntry("belastbar.credentials.shop-db.username", "app")
                .containsEntry("belastbar.credentials.shop-db.password", "p@ss\\$1");
        assertThat(target.toString()).isEqualTo("shop-db=postgresql://db:5432/shop");
    }

    @Test
    void plainTargetHasNoCredential() {
        assertThat(LoadTarget.parse("shop=http://127.0.0.1:8080/base?a=b").settings())
                .containsOnlyKeys("belastbar.targets.shop.url", "belastbar.targets.shop.environment")
                .containsValue("http://127.0.0.1:8080/base?a=b");
    }

    @Test
    void passwordIsNeverPartOfAMessage() {
        for (String wrong : List.of("shop=http://u:secret@h", "shop=mysql://u:secret@h", "shop=http://u:secret@h h")) {
            assertThatThrownBy(() -> LoadTarget.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--target shop")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void sampleIsStartedOnlyForAScenarioThatNamesItAndForNobodyElse() {
        assertThat(plan(Set.of("smartbav-api"), true).needsSample()).isTrue();
        assertThat(plan(Set.of("smartbav-api"), false).needsSample()).isFalse();
        assertThat(plan(Set.of("shop"), true).needsSample()).isFalse();
        var own = List.of(LoadTarget.parse("smartbav-api=http://127.0.0.1:1"));
        assertThat(new TargetPlan(Set.of("smartbav-api"), own, true).needsSample())
                .isFalse();
    }

    @Test
    void targetMayComeFromTheEnvironmentToo() {
        plan(Set.of("shop-api"), true)
                .requireKnown(
                        name -> name.equals("BELASTBAR_TARGETS_SHOP_API_URL") ? "http://x" : null, Path.of("a.yml"));

        assertThatThrownBy(() -> plan(Set.of("smartbav-api"), false).requireKnown(name -> null, Path.of("a.yml")))
                .hasMessage("a.yml: target smartbav-api is not registered: add --target smartbav-api=URL");
    }

    private static TargetPlan plan(Set<String> wanted, boolean sampleAllowed) {
        return new TargetPlan(wanted, List.of(), sampleAllowed);
    }
}
