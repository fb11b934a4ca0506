/** The life of a release as its engineer sees it: submit, look what blocks it, sign, publish, take back. */
@NullMarked
package io.suture.cli.release;

import org.jspecify.annotations.NullMarked;
