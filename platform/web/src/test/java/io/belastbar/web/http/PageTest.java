package io.belastbar.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void theLimitIsFiftyUnlessAsked() {
        assertThat(Page.limit(null)).isEqualTo(50);
        assertThat(Page.limit(200)).isEqualTo(200);
    }

    @Test
    void theLimitIsBetweenOneAndTwoHundred() {
        assertThatThrownBy(() -> Page.limit(0)).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Page.limit(201)).hasMessage("limit must be between 1 and 200");
    }

    @Test
    void theLastPageHasNoCursor() {
        assertThat(Page.of(List.of(1, 2), 2, Cursor::of).nextCursor()).isNull();
    }

    @Test
    void theCursorIsTheKeyOfTheLastRowShown() {
        Page<Integer> page = Page.of(List.of(1, 2, 3), 2, Cursor::of);

        assertThat(page.items()).containsExactly(1, 2);
        assertThat(Cursor.decode(page.nextCursor(), 1)).isEqualTo(Cursor.of(2));
    }

    @Property(tries = 200)
    void aCursorIsReadBack(@ForAll @Size(min = 1, max = 4) List<@AlphaChars @NumericChars String> parts) {
        Cursor cursor = new Cursor(parts);

        assertThat(Cursor.decode(cursor.encode(), parts.size())).isEqualTo(cursor);
    }

    @Property(tries = 200)
    void aForgedCursorIsInvalidInput(@ForAll String forged) {
        try {
            Cursor.decode(forged, 2);
        } catch (InvalidInput refused) {
            assertThat(refused.errors()).hasSize(1);
        }
    }

    @Test
    void aFirstPageStartsBeforeEverything() {
        assertThat(Cursor.sequence(null)).isEqualTo(Long.MAX_VALUE);
        assertThat(Cursor.moment(null).at()).isAfter(Instant.parse("2999-01-01T00:00:00Z"));
    }

    @Test
    void theKeysOfBothOrdersAreReadBack() {
        var at = Instant.parse("2026-01-01T10:00:00.123456Z");
        var id = UUID.randomUUID();

        assertThat(Cursor.sequence(Cursor.of(42).encode())).isEqualTo(42);
        assertThat(Cursor.moment(Cursor.of(at, id).encode())).isEqualTo(new Cursor.Moment(at, id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "99999999999999999999", "1.5", "2026-01-01", "\u0000"})
    void aKeyThatIsNoneIsInvalidInput(String key) {
        assertThatThrownBy(() -> Cursor.sequence(Cursor.of(key).encode())).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Cursor.moment(Cursor.of(key, UUID.randomUUID()).encode()))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> Cursor.moment(Cursor.of(Instant.EPOCH, key).encode()))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void aCursorOfAnotherListIsInvalidInput() {
        assertThatThrownBy(() -> Cursor.decode(Cursor.of("a").encode(), 2)).isInstanceOf(InvalidInput.class);
    }
}
