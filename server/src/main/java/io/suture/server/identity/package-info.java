/** People, roles, tokens, and who may call what. */
@NullMarked
package io.suture.server.identity;

import org.jspecify.annotations.NullMarked;
