package io.suture.cli.session;

/** A person at a keyboard. */
public interface Terminal {

    /** Return the answer to a question, without showing it; empty at end of input. */
    char[] secret(String prompt);

    /** Return the answer to a question; empty at end of input. */
    String answer(String prompt);
}
