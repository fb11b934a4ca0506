package io.suture.cli.demo.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttacksTest {

    @Test
    void whenAllIsAskedForThenEveryAttackRunsOnce() {
        assertThat(Attacks.named("all")).hasSize(12).isEqualTo(Attacks.LIST).doesNotHaveDuplicates();
        assertThat(Attacks.LIST).extracting(Attacks.Named::name).doesNotHaveDuplicates();
    }

    @Test
    void whenOneIsAskedForThenOnlyItRuns() {
        assertThat(Attacks.named("rollback")).extracting(Attacks.Named::name).containsExactly("rollback");
    }

    @Test
    void whenTheNameIsUnknownThenNoneRuns() {
        assertThat(Attacks.named("roll")).isEmpty();
    }
}
