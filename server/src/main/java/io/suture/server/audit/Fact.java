package io.suture.server.audit;

/**
 * What an event can be found by.
 *
 * @param name of what
 * @param value which, as auditors write it
 */
public record Fact(Name name, String value) {

    /** What events are found by. Who somebody is stands in the database only as a code under the subject's key. */
    public enum Name {
        ACTOR("actor", true),
        PERSON("person", true),
        DEVICE("device", true),
        ROLE("role", false),
        FACILITY("facility", false),
        PRODUCT("product", false),
        RELEASE("release", false),
        OBJECT("object", false),
        OUTCOME("outcome", false),
        KIND("kind", false);

        private final String code;
        private final boolean personal;

        Name(String code, boolean personal) {
            this.code = code;
            this.personal = personal;
        }

        String code() {
            return code;
        }

        /** Returns whether the value names a data subject, so that the database must not say it in clear. */
        boolean isPersonal() {
            return personal;
        }
    }

    /** Returns what is blinded when the value is personal. */
    String text() {
        return name.code() + "\n" + value;
    }

    /** Returns the data subject that a personal value names. */
    DataSubject subject() {
        return name == Name.DEVICE ? DataSubject.device(value) : DataSubject.person(value);
    }
}
