@NullMarked
package io.suture.trust;

import org.jspecify.annotations.NullMarked;
