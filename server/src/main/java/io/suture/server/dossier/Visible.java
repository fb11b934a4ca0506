package io.suture.server.dossier;

import java.util.function.IntPredicate;

/** Text in which every character can be seen: one that cannot is shown by its number, as in {@code [U+202E]}. */
final class Visible {

    private Visible() {}

    /** Return a text without control, direction, private and unassigned characters; line ends stay. */
    static String of(String text) {
        return of(text, c -> true);
    }

    /** Return a text with only such characters as can also be drawn. */
    static String of(String text, IntPredicate drawable) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n' || (isVisible(c) && drawable.test(c))) {
                visible.appendCodePoint(c);
            } else {
                visible.append("[U+%04X]".formatted(c));
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
