package io.suture.cli.session;

import java.io.Console;
import java.util.Optional;

/** The console of the process, if a person sits at it. */
final class SystemTerminal implements Terminal {

    private final Console console;

    private SystemTerminal(Console console) {
        this.console = console;
    }

    static Optional<Terminal> find() {
        return Optional.ofNullable(System.console())
                .filter(SystemTerminal::interactive)
                .map(SystemTerminal::new);
    }

    /** From JDK 22 on there is a console without a terminal too, and a method that tells. */
    private static boolean interactive(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    @Override
    public char[] secret(String prompt) {
        char[] answer = console.readPassword("%s", prompt);
        return answer == null ? new char[0] : answer;
    }

    @Override
    public String answer(String prompt) {
        String answer = console.readLine("%s", prompt);
        return answer == null ? "" : answer.strip();
    }
}
