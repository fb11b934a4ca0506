/** Private keys of people in files: made, shown, read with their passphrase; the example set for demonstrations. */
@NullMarked
package io.suture.cli.keys;

import org.jspecify.annotations.NullMarked;
