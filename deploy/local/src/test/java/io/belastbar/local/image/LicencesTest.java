package io.belastbar.local.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class LicencesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aPersonReadsWhatIsUnderWhichLicence() throws Exception {
        Licences licences = of("""
                {"group": "b", "name": "two", "version": "2", "licenses": [{"license": {"id": "Apache-2.0"}}]},
                {"group": "a", "name": "one", "version": "1", "licenses": [{"license": {"id": "Apache-2.0"}}]},
                {"group": "c", "name": "old", "version": "3", "licenses": [{"license": {"name": "CDDL + GPL"}}]}""");

        assertThat(licences.summary()).isEqualTo("3 jars, 2 licences");
        assertThat(licences.text("shop").lines()).first().asString().startsWith("shop: 3 jars, 2 licences");
        assertThat(licences.text("shop").lines().skip(1))
                .containsExactly("", "Apache-2.0 (2)", "  a:one 1", "  b:two 2", "", "CDDL + GPL (1)", "  c:old 3");
    }

    /** Netty has one for each processor. */
    @Test
    void jarsOfOneNameForSeveralProcessorsAreSeveral() throws Exception {
        String jar = """
                {"group": "n", "name": "epoll", "version": "4", "purl": "pkg:maven/n/epoll@4?classifier=%s&type=jar",
                 "licenses": [{"license": {"id": "Apache-2.0"}}]}""";

        assertThat(of(jar.formatted("linux-x86_64") + "," + jar.formatted("linux-aarch_64"))
                        .text("shop")
                        .lines())
                .first()
                .asString()
                .startsWith("shop: 2 jars, 1 licences");
        assertThat(of(jar.formatted("linux-x86_64")).text("shop").lines()).contains("  n:epoll 4 linux-x86_64");
    }

    @Test
    void whereOneMayChooseAllAreNamed() throws Exception {
        assertThat(of("""
                {"group": "a", "name": "one", "version": "1",
                 "licenses": [{"license": {"id": "MIT"}}, {"license": {"id": "EPL-2.0"}}]},
                {"group": "b", "name": "two", "version": "1", "licenses": [{"expression": "EPL-1.0 OR LGPL-2.1-only"}]}""").parts()).containsOnlyKeys("EPL-2.0 or MIT", "EPL-1.0 OR LGPL-2.1-only");
    }

    @Test
    void aPartThatNamesNoneIsNotLeftOut() throws Exception {
        assertThat(of("{\"group\": \"a\", \"name\": \"one\", \"version\": \"1\", \"licenses\": []}")
                        .parts())
                .containsOnlyKeys(Licences.NONE);
        assertThat(of("{\"group\": \"a\", \"name\": \"one\", \"version\": \"1\"}")
                        .parts())
                .containsOnlyKeys(Licences.NONE);
    }

    private static Licences of(String components) throws Exception {
        return Licences.of(new PartsList((ObjectNode) JSON.readTree("{\"components\": [" + components + "]}")));
    }
}
