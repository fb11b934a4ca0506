package io.suture.cli.demo.attack;

import java.util.List;

/** What an attacker does; the refusals it must meet. */
interface Attack {

    /** Makes the attempt and returns what each program that could have fallen for it answered. */
    List<Refusal> attempt(Arena arena) throws Exception;
}
