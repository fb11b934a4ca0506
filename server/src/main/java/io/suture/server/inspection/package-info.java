/** What auditors do with the log: search it, export it, erase personal sections with a legal basis. */
@NullMarked
package io.suture.server.inspection;

import org.jspecify.annotations.NullMarked;
