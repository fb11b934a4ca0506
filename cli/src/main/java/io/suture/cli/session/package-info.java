/** What every command shares: global options, the profile file, output for people and machines, exit codes. */
@NullMarked
package io.suture.cli.session;

import org.jspecify.annotations.NullMarked;
