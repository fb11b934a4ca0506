/** What auditors do with the log: search it, export it, check it against itself. */
@NullMarked
package io.suture.server.inspection;

import org.jspecify.annotations.NullMarked;
