@NullMarked
package io.suture.server;

import org.jspecify.annotations.NullMarked;
