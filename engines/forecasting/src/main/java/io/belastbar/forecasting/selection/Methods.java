package io.belastbar.forecasting.selection;

import io.belastbar.forecasting.method.Decomposed;
import io.belastbar.forecasting.method.Drift;
import io.belastbar.forecasting.method.Guarded;
import io.belastbar.forecasting.method.LeastSquares;
import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Naive;
import io.belastbar.forecasting.method.SeasonProfile;
import io.belastbar.forecasting.method.SeasonalNaive;
import io.belastbar.forecasting.method.Seasons;
import io.belastbar.forecasting.method.TheilSen;
import io.belastbar.forecasting.method.regression.SeasonalAutoRegression;
import io.belastbar.forecasting.method.smoothing.Holt;
import io.belastbar.forecasting.method.smoothing.HoltWinters;
import io.belastbar.forecasting.method.smoothing.SimpleSmoothing;
import io.belastbar.forecasting.method.smoothing.Theta;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All methods, the simplest first: of two that forecast alike, the one that stands here first is taken. */
public final class Methods {

    private static final List<Method> ALL = Stream.of(
                    new Naive(),
                    new SeasonalNaive(),
                    new Drift(),
                    new LeastSquares(),
                    new TheilSen("theil-sen", false),
                    new TheilSen("damped-theil-sen", true),
                    new SeasonProfile(),
                    new SimpleSmoothing(),
                    new Theta(),
                    new Holt(false),
                    new Holt(true),
                    new HoltWinters(false),
                    new HoltWinters(true),
                    new SeasonalAutoRegression("autoregression", false, false),
                    new SeasonalAutoRegression("log-autoregression", true, false),
                    new SeasonalAutoRegression("differenced-autoregression", false, true),
                    new SeasonalAutoRegression("log-differenced-autoregression", true, true),
                    new Decomposed(new Theta()),
                    new Decomposed(new Holt(true)),
                    new Decomposed(new SeasonalAutoRegression("autoregression", false, false)))
            .<Method>map(Guarded::new)
            .toList();

    private static final Map<String, Method> BY_NAME = byName();

    private Methods() {}

    /** The simplest first. Each is finite for every finite history that it takes. */
    public static List<Method> all() {
        return ALL;
    }

    /**
     * The method that is called so, {@code mean-of(a,b,c)} among them.
     *
     * @throws IllegalArgumentException if there is none, as when a later version stored it
     */
    public static Method byName(String name) {
        if (Mean.isName(name)) {
            return new Guarded(Mean.named(Mean.parts(name)));
        }
        var method = BY_NAME.get(name);
        if (method == null) {
            throw new IllegalArgumentException("a method is one of " + names() + ": was '" + name + "'");
        }
        return method;
    }

    /** The simplest first. */
    public static List<String> names() {
        return ALL.stream().map(Method::name).toList();
    }

    private static Map<String, Method> byName() {
        var byName = new TreeMap<String, Method>();
        ALL.forEach(method -> byName.put(method.name(), method));
        return byName;
    }

    /** Those that take a history of that many values. */
    static List<Method> taking(int values, Seasons seasons) {
        return ALL.stream().filter(method -> method.takes(values, seasons)).toList();
    }
}
