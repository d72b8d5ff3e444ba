package io.belastbar.profiling.proof.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.web.problem.Conflict;
import io.belastbar.web.system.DatabaseDescription;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.Environment;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScratchPlaceTest {
    private static final DatabaseDescription OTHER =
            new DatabaseDescription(Optional.empty(), Optional.empty(), false, Optional.of("scratch"));
    private static final CredentialStore CREDENTIALS = new CredentialStore(Map.of(
            "shop-scratch", new Credentials("belastbar_scratch", "x"), "scratch", new Credentials("other", "y")));

    @Test
    void onTheTargetsOwnServerItIsADatabaseAndALoginOfItsOwn() {
        ScratchPlace place = place(Environment.PRODUCTION, null, DatabaseDescription.NONE);

        assertThat(place.ownServer()).isTrue();
        assertThat(place.door().database()).isEqualTo("belastbar_scratch");
        assertThat(place.door().host()).isEqualTo("db.example");
        assertThat(place.measuringRole()).isEqualTo("belastbar_scratch_app");
    }

    @Test
    void rowsOfProductionDoNotLeaveIt() {
        for (Environment elsewhere :
                new Environment[] {null, Environment.TEST, Environment.STAGING, Environment.LOCAL}) {
            assertThatThrownBy(() -> place(Environment.PRODUCTION, elsewhere, OTHER))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("rows of shop are of the environment production and do not leave it");
            // Nobody said which one it is, so that it counts as production.
            assertThatThrownBy(() -> place(null, elsewhere, OTHER)).isInstanceOf(Conflict.class);
        }
        assertThat(place(Environment.PRODUCTION, Environment.PRODUCTION, OTHER)
                        .door()
                        .host())
                .isEqualTo("scratch.example");
        assertThat(place(Environment.STAGING, Environment.TEST, OTHER).ownServer())
                .isFalse();
    }

    @Test
    void withoutALoginItIsSaidWhichOne() {
        assertThatThrownBy(() -> ScratchPlace.of(
                        target("other", "db.example", Environment.TEST),
                        DatabaseDescription.NONE,
                        new TargetRegistry(Map.of()),
                        CREDENTIALS))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("belastbar.credentials.other-scratch.username");
    }

    private static ScratchPlace place(Environment target, Environment scratch, DatabaseDescription description) {
        return ScratchPlace.of(
                target("shop", "db.example", target),
                description,
                new TargetRegistry(Map.of("scratch", target("scratch", "scratch.example", scratch))),
                CREDENTIALS);
    }

    private static Target target(String name, String host, Environment environment) {
        return new Target(
                name,
                URI.create("postgresql://" + host + ":5433/shop"),
                Optional.ofNullable(environment),
                new ObservedRoles(List.of(), Optional.empty()));
    }
}
