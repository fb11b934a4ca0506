/**
 * The offline ceremony (TUF 6.1): root, targets and policy metadata are made and signed on a machine without network, from a
 * written plan, and leave a written record.
 */
@NullMarked
package io.suture.cli.ceremony;

import org.jspecify.annotations.NullMarked;
