/** The auditor's side: the log's entries, and dossiers verified without the server. */
@NullMarked
package io.suture.cli.audit;

import org.jspecify.annotations.NullMarked;
