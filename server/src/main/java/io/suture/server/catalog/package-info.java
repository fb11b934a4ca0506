/** Manufacturers, products, hardware revisions, facilities. */
@NullMarked
package io.suture.server.catalog;

import org.jspecify.annotations.NullMarked;
