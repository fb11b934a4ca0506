/** Measures the audit log of the real server over its own PostgreSQL; runs by {@code ./suture bench} only. */
@NullMarked
package io.suture.bench;

import org.jspecify.annotations.NullMarked;
