/** Reviews of the log: a person reads what a search finds, comments, and signs the outcome (ADR 0031). */
@NullMarked
package io.suture.server.review;

import org.jspecify.annotations.NullMarked;
