package io.belastbar.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CacheKeyTest {

    @Test
    void plainPartsCanBeReadInRedis() {
        assertThat(CacheKey.of("org_1", "emp-12.b", 7).text()).isEqualTo("org_1:emp-12.b:7");
    }

    @Test
    void noPartReachesIntoItsNeighbour() {
        assertThat(CacheKey.of("org", "1:2")).isNotEqualTo(CacheKey.of("org:1", "2"));
        assertThat(CacheKey.of("a", "")).isNotEqualTo(CacheKey.of("a"));
        assertThat(CacheKey.of("%003a")).isNotEqualTo(CacheKey.of(":"));
    }

    /** Half a surrogate pair and a question mark are the same in UTF-8. */
    @Test
    void whatACharacterSetWouldMergeStaysApart() {
        assertThat(CacheKey.of("\ud800").text()).isEqualTo("%d800");
        assertThat(CacheKey.of("a\0b").text()).isEqualTo("a%0000b");
        assertThat(CacheKey.of("ä").text()).isEqualTo("%00e4");
    }

    @Property
    void keysAreEqualExactlyWhenTheirPartsAre(
            @ForAll @Size(min = 1, max = 3) List<String> parts, @ForAll @Size(min = 1, max = 3) List<String> others) {
        CacheKey key = CacheKey.of(parts.toArray());

        assertThat(key.equals(CacheKey.of(others.toArray()))).isEqualTo(parts.equals(others));
        assertThat(key.text()).matches("[-.:%A-Za-z0-9_]*");
    }
}
