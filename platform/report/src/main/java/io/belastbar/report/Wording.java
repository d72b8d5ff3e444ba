package io.belastbar.report;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The texts of a module in one language: {@code texts_en.properties} and {@code texts_de.properties} (UTF-8) beside a
 * class or above it, read as {@link MessageFormat}s, so that an apostrophe is written twice. Numbers are arguments, and
 * written as the language writes them.
 */
public final class Wording {

    private static final Control EXACT = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private final ReportLanguage language;
    private final List<ResourceBundle> bundles;

    private Wording(ReportLanguage language, List<ResourceBundle> bundles) {
        this.language = language;
        this.bundles = bundles;
    }

    /**
     * The texts that stand nearest to a class, and those of every page.
     *
     * @throws IllegalStateException if there are none in this language
     */
    public static Wording of(Class<?> owner, ReportLanguage language) {
        List<ResourceBundle> bundles = new ArrayList<>();
        bundles.add(nearest(owner, language));
        bundles.add(nearest(Wording.class, language));
        return new Wording(language, List.copyOf(bundles));
    }

    /** A text in both languages. */
    public static Sentence sentence(Class<?> owner, Function<Wording, String> text) {
        return Sentence.of(language -> text.apply(of(owner, language)));
    }

    private static ResourceBundle nearest(Class<?> owner, ReportLanguage language) {
        Locale locale = Locale.of(language.code());
        for (String room = owner.getPackageName(); !room.isEmpty(); room = above(room)) {
            try {
                return ResourceBundle.getBundle(room + ".texts", locale, owner.getClassLoader(), EXACT);
            } catch (MissingResourceException further) {
                // The module's texts may stand in a package above.
            }
        }
        throw new IllegalStateException("a module should have texts in " + language + ": " + owner.getName());
    }

    private static String above(String room) {
        return room.substring(0, Math.max(0, room.lastIndexOf('.')));
    }

    public ReportLanguage language() {
        return language;
    }

    /**
     * A text with its arguments.
     *
     * @throws IllegalStateException if there is none of this key
     */
    public String text(String key, Object... arguments) {
        for (ResourceBundle bundle : bundles) {
            if (bundle.containsKey(key)) {
                Object[] written = Stream.of(arguments).map(this::written).toArray();
                return new MessageFormat(bundle.getString(key), language.locale()).format(written);
            }
        }
        throw new IllegalStateException("a text should be there in " + language + ": " + key);
    }

    /** Whether there is such a text: for names that others make, and that may be newer than this version. */
    public boolean has(String key) {
        return bundles.stream().anyMatch(bundle -> bundle.containsKey(key));
    }

    /** What a value of an enumeration is called: the text {@code Simple.NAME}. */
    public String name(Enum<?> value) {
        return text(value.getDeclaringClass().getSimpleName() + "." + value.name());
    }

    private Object written(Object argument) {
        return switch (argument) {
            case Double number -> language.number(number);
            case Enum<?> value -> name(value);
            case Sentence sentence -> sentence.in(language);
            default -> argument;
        };
    }
}
