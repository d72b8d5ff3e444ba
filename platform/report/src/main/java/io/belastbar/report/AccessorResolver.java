package io.belastbar.report;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets templates read what records of ours hold, also those that only their package knows. */
final class AccessorResolver implements ValueResolver {

    private static final ClassValue<Map<String, Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            Map<String, Method> accessors = new HashMap<>();
            for (Method method : type.getDeclaredMethods()) {
                if (method.getParameterCount() == 0
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getReturnType() != void.class
                        && method.trySetAccessible()) {
                    accessors.put(method.getName(), method);
                }
            }
            return accessors;
        }
    };

    @Override
    public boolean appliesTo(EvalContext context) {
        return context.getBase() instanceof Record record
                && context.getParams().isEmpty()
                && ACCESSORS.get(record.getClass()).containsKey(context.getName());
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        try {
            Object value = ACCESSORS
                    .get(context.getBase().getClass())
                    .get(context.getName())
                    .invoke(context.getBase());
            return value == null ? Results.NULL : CompletableFuture.completedFuture(value);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("a page should be able to read " + context.getName(), broken);
        }
    }
}
