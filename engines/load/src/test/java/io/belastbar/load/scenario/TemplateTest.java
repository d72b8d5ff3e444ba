package io.belastbar.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void variablesAreFilledIn() {
        Template template = Template.parse("makler${vu}@x.de costs $5, pass ${iteration}");

        assertThat(template.variables()).containsExactly("vu", "iteration");
        assertThat(template.render(Map.of("vu", "7", "iteration", "0")::get, value -> value))
                .isEqualTo("makler7@x.de costs $5, pass 0");
    }

    @Test
    void anOpenVariableIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Template.parse("a ${vu")).hasMessage("'${' at character 3 should be closed by '}'");
    }

    @Test
    void valuesAreEscapedForTheirPlace() {
        RequestStep step = new RequestStep(
                "s",
                "POST",
                Template.parse("/a/${v}"),
                Map.of("X-V", Template.parse("${v}")),
                Template.parse("{\"v\":\"${v}\"}"),
                true,
                Set.of(),
                Map.of(),
                "e",
                "t");

        RenderedRequest rendered = RenderedRequest.of(step, Map.of("v", "a b/\"\r\nc")::get);

        assertThat(rendered.uri()).isEqualTo("/a/a%20b%2F%22%0D%0Ac");
        assertThat(rendered.headers()).containsEntry("X-V", "a b/\"c");
        assertThat(rendered.body()).isEqualTo("{\"v\":\"a b/\\\"\\r\\nc\"}");
    }

    @Test
    void aPathNamesOneScalarOfADocument() throws Exception {
        var document = new ObjectMapper().readTree("{\"a\":{\"b\":[{\"c\":42,\"d\":null}]}}");

        assertThat(JsonExtraction.parse("$.a.b[0].c").apply(document)).contains("42");
        assertThat(JsonExtraction.parse("$.a.b[0].d").apply(document)).isEmpty();
        assertThat(JsonExtraction.parse("$.a.b[1].c").apply(document)).isEmpty();
        assertThat(JsonExtraction.parse("$.a.b").apply(document)).isEmpty();
        assertThat(JsonExtraction.parse("$..c").apply(document)).contains("42");
        assertThat(JsonExtraction.parse("$.a.b[?(@.c > 41)].c").apply(document)).contains("42");
        assertThatThrownBy(() -> JsonExtraction.parse("a.b")).hasMessageContaining("should begin with '$'");
        assertThatThrownBy(() -> JsonExtraction.parse("$.a[?(")).hasMessageContaining("close every bracket");
    }
}
