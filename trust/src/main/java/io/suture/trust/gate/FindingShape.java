package io.suture.trust.gate;

import io.suture.trust.json.JsonArray;
import io.suture.trust.json.JsonNumber;
import io.suture.trust.json.JsonObject;
import io.suture.trust.json.JsonString;
import io.suture.trust.json.JsonValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What all findings have in common: the code is the type's name, the data are the record's components. */
final class FindingShape {

    private static final Set<String> NOT_DATA = Set.of("rule", "resolvedBy");

    private FindingShape() {}

    /** Return the type's name in kebab case. */
    static String code(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Return the components by name. */
    static JsonObject data(Finding finding) {
        JsonObject.Builder json = JsonObject.builder();
        for (RecordComponent component : finding.getClass().getRecordComponents()) {
            if (!NOT_DATA.contains(component.getName())) {
                json.put(component.getName(), json(value(component, finding)));
            }
        }
        return json.build();
    }

    private static JsonValue json(Object value) {
        return switch (value) {
            case List<?> list ->
                JsonArray.ofStrings(list.stream().map(Object::toString).toList());
            case Integer number -> JsonNumber.of(number);
            case Finding finding -> finding.toJson();
            default -> new JsonString(value.toString());
        };
    }

    private static Object value(RecordComponent component, Finding finding) {
        try {
            return component.getAccessor().invoke(finding);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a public record's accessor failed", e);
        }
    }
}
