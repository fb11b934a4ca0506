/** The auditor's side: the log's entries, and evidence packages verified without the server. */
@NullMarked
package io.suture.cli.audit;

import org.jspecify.annotations.NullMarked;
