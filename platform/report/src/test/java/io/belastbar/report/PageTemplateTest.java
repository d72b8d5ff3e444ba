package io.belastbar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.report.sample.SamplePage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTemplateTest {

    private static final Pattern ATTRIBUTE_THAT_RUNS = Pattern.compile("<[^>]*\\s(style|on[a-z]+)\\s*=");
    private static final PageTemplate PLAIN = PageTemplate.of(SamplePage.class, "sample.html");
    private static final PageTemplate INTERACTIVE = PageTemplate.interactive(SamplePage.class, "sample.html");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "\"'><img src=x onerror=alert(1)>",
                "a\u0000b",
                "",
                "{t:lang}"
            })
    void whatOthersWroteIsText(String hostile) {
        String page = INTERACTIVE.render(english(), SamplePage.view(hostile, 1));

        assertThat(page).doesNotContain("<img", "alert(1)</script>", "\u0000").contains(Markup.escape(hostile));
        assertThat(page.split("</script>", -1)).hasSize(2);
    }

    @Test
    void markdownEscapesWhatWouldBreakItsTables() {
        String page = PageTemplate.of(SamplePage.class, "sample.md")
                .render(english(), SamplePage.view("a|b\n# <c> *d* p95_ms _e_", 1));

        assertThat(page)
                .startsWith("# a\\|b # \\<c\\> \\*d\\* p95_ms \\_e\\_\n")
                .contains("| a\\|b # \\<c\\> \\*d\\* p95_ms \\_e\\_ |");
    }

    @ParameterizedTest
    @EnumSource
    void aPageIsInOneLanguage(ReportLanguage language) {
        String page = PLAIN.render(Wording.of(SamplePage.class, language), SamplePage.view("x", 1_234));

        boolean german = language == ReportLanguage.GERMAN;
        assertThat(page)
                .contains("<html lang=\"" + language.code() + "\">")
                .contains(german ? "1.234 Zeilen gehören" : "1,234 rows are the tenant&#39;s")
                .contains(german ? "Montag, x, <code>b</code>" : "Monday, x, <code>a</code>")
                .contains(german ? "Zahlen hinter den Diagrammen" : "Figures behind the charts");
    }

    @Test
    void onlyItsOwnStyleAndScriptMayRun() throws Exception {
        String page = INTERACTIVE.render(english(), SamplePage.view("x", 1));

        assertThat(page).contains("default-src 'none'");
        assertThat(page).contains("style-src " + hash(between(page, "style")));
        assertThat(page).contains("script-src " + hash(between(page, "script")));
        assertThat(ATTRIBUTE_THAT_RUNS
                        .matcher(page.substring(page.indexOf("<body>")))
                        .find())
                .isFalse();
    }

    @Test
    void aPlainPageHasNoScriptAtAll() {
        String page = PLAIN.render(english(), SamplePage.view("x", 1));

        assertThat(page)
                .doesNotContain("<script", "script-src", "<link", "<button")
                .contains("prefers-color-scheme", "@media print");
    }

    @Test
    void aNameThatNobodyHasIsAnError() {
        PageTemplate torn = PageTemplate.of(SamplePage.class, "torn.html");

        assertThatThrownBy(() -> torn.render(english(), SamplePage.view("x", 1)))
                .hasMessageContaining("nobodyHasThis");
    }

    @Test
    void aTemplateThatIsNotThereIsAnErrorAtOnce() {
        assertThatThrownBy(() -> PageTemplate.of(SamplePage.class, "absent.html"))
                .hasMessageContaining("absent.html");
    }

    private static Wording english() {
        return Wording.of(SamplePage.class, ReportLanguage.ENGLISH);
    }

    private static String between(String page, String tag) {
        Matcher matcher = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
