/** The attacks of {@code demo --attack}: one class each, all listed in {@link io.suture.cli.demo.attack.Attacks}. */
@NullMarked
package io.suture.cli.demo.attack;

import org.jspecify.annotations.NullMarked;
