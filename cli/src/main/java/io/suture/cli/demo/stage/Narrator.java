package io.suture.cli.demo.stage;

import java.util.List;

/** Tells the reader what happens: for people as text, for machines as one JSON object a line. */
public interface Narrator {

    /** A numbered step begins. */
    void step(int number, int of, String title);

    /** A step ended after so many seconds. */
    void stepDone(String took);

    /** A command as the reader could type it. */
    void command(List<String> words);

    /** One line that a started program printed. */
    void output(String line);

    /** A check that held. */
    void ok(String check, String detail);

    /** A check that did not hold. */
    void failed(String check, String detail);

    /** Something worth knowing. */
    void note(String text);

    /** Long work: so much of it is done. */
    void progress(String label, long done, long total);

    /** The table at the end. */
    void summary(Summary summary);
}
