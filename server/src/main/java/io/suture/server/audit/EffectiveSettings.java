package io.suture.server.audit;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The settings that a server works with, defaults included, by name as an operator writes it. Settings that hold or may hold
 * a secret are not among them: a password, a passphrase, a key, whose PEM may stand in the setting itself.
 */
final class EffectiveSettings {

    private static final String OURS = "io.suture.";
    private static final Set<String> SECRET = Set.of("password", "passphrase", "secret", "key", "token");

    private EffectiveSettings() {}

    /** Returns the settings of all modules. */
    static SortedMap<String, String> of(ListableBeanFactory beans) {
        SortedMap<String, String> settings = new TreeMap<>();
        beans.getBeansWithAnnotation(ConfigurationProperties.class).values().stream()
                .filter(bean ->
                        bean instanceof Record && bean.getClass().getName().startsWith(OURS))
                .forEach(bean -> addAll(prefix(bean), (Record) bean, settings));
        return settings;
    }

    private static String prefix(Object bean) {
        ConfigurationProperties annotation =
                AnnotationUtils.findAnnotation(bean.getClass(), ConfigurationProperties.class);
        return annotation == null ? "" : annotation.value();
    }

    /** Adds what a record of settings holds, in depth. */
    static void addAll(String prefix, Record values, Map<String, String> settings) {
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            String name = kebab(component.getName());
            if (!isSecret(name)) {
                ReflectionUtils.makeAccessible(component.getAccessor());
                add(prefix + "." + name, ReflectionUtils.invokeMethod(component.getAccessor(), values), settings);
            }
        }
    }

    private static void add(String name, @Nullable Object value, Map<String, String> settings) {
        if (value instanceof Record nested) {
            addAll(name, nested, settings);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> add(name + "." + key, entry, settings));
        } else if (value != null) {
            settings.put(name, value.toString());
        }
    }

    /** Returns whether the last word of a name says that the value is secret. */
    static boolean isSecret(String name) {
        return SECRET.contains(name.replaceAll(".*[.-]", ""));
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
