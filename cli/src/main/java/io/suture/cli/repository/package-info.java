/** Copies of a manufacturer's TUF repository that stand without Suture. */
@NullMarked
package io.suture.cli.repository;

import org.jspecify.annotations.NullMarked;
