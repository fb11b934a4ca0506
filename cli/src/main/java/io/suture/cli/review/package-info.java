/** Reviews of the log by people. */
@NullMarked
package io.suture.cli.review;

import org.jspecify.annotations.NullMarked;
