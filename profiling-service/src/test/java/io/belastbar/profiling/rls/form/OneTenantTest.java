package io.belastbar.profiling.rls.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneTenantTest {
    @Test
    void theFormThatKeepsAnOrderIsOfferedBeforeTheArray() {
        String advice = OneTenant.orElse("organization_id", "organization_id = ANY (ARRAY(SELECT 1))");

        assertThat(advice).contains("current_setting", "organization_id = (SELECT …)", "ORDER BY … LIMIT");
        assertThat(advice.indexOf("(SELECT …)")).isLessThan(advice.indexOf("ANY (ARRAY("));
    }
}
