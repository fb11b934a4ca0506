@NullMarked
package io.suture.cli;

import org.jspecify.annotations.NullMarked;
