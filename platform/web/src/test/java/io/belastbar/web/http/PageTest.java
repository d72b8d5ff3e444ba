package io.belastbar.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

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
    void aCursorOfAnotherListIsInvalidInput() {
        assertThatThrownBy(() -> Cursor.decode(Cursor.of("a").encode(), 2)).isInstanceOf(InvalidInput.class);
    }
}
