/** The records a release needs: manufacturers, products, facilities, people, devices. */
@NullMarked
package io.suture.cli.registry;

import org.jspecify.annotations.NullMarked;
