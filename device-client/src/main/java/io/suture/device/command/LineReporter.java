package io.suture.device.command;

import io.suture.device.agent.Reporter;
import java.io.PrintWriter;

/** One line for each step: {@code ok   <check>  <detail>} or {@code FAIL <code>  <detail>}. */
final class LineReporter implements Reporter {

    private final PrintWriter out;

    LineReporter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void ok(String check, String detail) {
        print("ok  ", check, detail);
    }

    @Override
    public void fail(String code, String detail) {
        print("FAIL", code, detail);
    }

    private void print(String verdict, String name, String detail) {
        out.println("%s %-14s %s".formatted(verdict, name, printable(detail)).stripTrailing());
        out.flush();
    }

    /** Return text that cannot move the cursor or fake a line: some of it comes from the server. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
