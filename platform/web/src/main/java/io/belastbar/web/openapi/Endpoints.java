package io.belastbar.web.openapi;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** The Java methods behind an operation: several where one address answers in several media types. */
final class Endpoints {
    private static final List<Class<?>> METHODS = List.of(GET.class, PUT.class, POST.class, PATCH.class, DELETE.class);
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\s*([\\w-]+)\\s*:[^{}]*}");

    private final Map<String, List<MethodInfo>> byOperation = new HashMap<>();

    Endpoints(IndexView index) {
        for (Class<?> method : METHODS) {
            for (AnnotationInstance found : index.getAnnotations(method)) {
                if (found.target().kind() == AnnotationTarget.Kind.METHOD) {
                    MethodInfo endpoint = found.target().asMethod();
                    for (ClassInfo door : doors(index, endpoint.declaringClass())) {
                        byOperation
                                .computeIfAbsent(
                                        key(method.getSimpleName(), pathOf(door, endpoint)), key -> new ArrayList<>())
                                .add(endpoint);
                    }
                }
            }
        }
    }

    List<MethodInfo> of(String method, String path) {
        return byOperation.getOrDefault(key(method, path), List.of());
    }

    /** Endpoints without a path of their class are those of the classes that inherit them. */
    private static Collection<ClassInfo> doors(IndexView index, ClassInfo declaring) {
        return declaring.hasDeclaredAnnotation(Path.class)
                ? List.of(declaring)
                : index.getAllKnownSubclasses(declaring.name());
    }

    private static String pathOf(ClassInfo door, MethodInfo endpoint) {
        return path(door.declaredAnnotation(Path.class)) + path(endpoint.annotation(Path.class));
    }

    private static String path(AnnotationInstance annotation) {
        if (annotation == null) {
            return "";
        }
        String stripped = annotation.value().asString().replaceAll("^/|/$", "");
        return stripped.isEmpty() ? "" : "/" + EXPRESSION.matcher(stripped).replaceAll("{$1}");
    }

    private static String key(String method, String path) {
        return method + " " + path;
    }
}
