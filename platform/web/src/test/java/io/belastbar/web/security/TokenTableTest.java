package io.belastbar.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.web.security.TokenTable.Entry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenTableTest {

    private static final String SHA256_OF_SECRET = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    @Test
    void aTokenNamesItsCaller() {
        TokenTable table = new TokenTable(List.of(Entry.of("engineer", SHA256_OF_SECRET, Set.of(Roles.ENGINEER))));

        assertThat(table.lookUp("secret")).contains(new TokenTable.Caller("engineer", Set.of(Roles.ENGINEER)));
        assertThat(table.lookUp("Secret")).isEmpty();
        assertThat(table.lookUp("")).isEmpty();
    }

    @Test
    void withoutTokensNobodyIsKnown() {
        assertThat(new TokenTable(List.of()).lookUp("secret")).isEmpty();
    }

    @Test
    void aHashThatIsNoneIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> Entry.of("viewer", "my-plain-token", Set.of()))
                .hasMessage("belastbar.security.tokens.viewer.sha256 must be 64 hex digits");
        assertThatThrownBy(() -> Entry.of("viewer", "abcd", Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theServiceTokenDoesNotShowInText() {
        ServiceToken token = new ServiceToken("secret");

        assertThat(token.authorization()).isEqualTo("Bearer secret");
        assertThat(token.toString()).doesNotContain("secret");
    }
}
