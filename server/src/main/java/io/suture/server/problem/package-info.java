/** RFC 9457 problem details: one registry, one mapping. */
@NullMarked
package io.suture.server.problem;

import org.jspecify.annotations.NullMarked;
