@NullMarked
package io.suture.device;

import org.jspecify.annotations.NullMarked;
