package io.belastbar.load.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotSegmentsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../x",
                "/a/..",
                "/a/../b",
                "/a/b/../../../x",
                "/./../x",
                "//../x",
                "/%2e%2e/x",
                "/%2E%2e",
                "/.%2e/x",
                "/%2e./x",
                "/a%2f..%2fb",
                "/..%2fb",
                "/a%5c..%5cb",
                "/a\\..\\b",
                "/%252e%252e/x",
                "/%25252e%25252e/x",
                "/..;/x",
                "/..;a=b/x",
                "/%2e%2e%3b/x",
                "/..?q=1",
                "/..%5Cx",
                "/x/..;",
                ".."
            })
    void aSegmentOfTwoDotsClimbs(String path) {
        assertThat(DotSegments.climb(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/.",
                "/./a",
                "/...",
                "/a..b",
                "/..a",
                "/a..",
                "/.a.",
                "/a.b/c..d",
                "/?x=/../y",
                "/a?../..",
                "/%2e",
                "/%2e%2e%2e",
                "/a;../b",
                "/a;x=../b",
                "/%",
                "/%2",
                "/%zz..",
                "/..%20",
                "/v1..2/x",
                "/.well-known/x",
                "/100%/.." + "x"
            })
    void everythingElseDoesNot(String path) {
        assertThat(DotSegments.climb(path)).isFalse();
    }
}
