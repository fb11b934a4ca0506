/** Reports of automated tests: JUnit XML, as Surefire, Gradle and most test runners write it. */
@NullMarked
package io.suture.trust.testreport;

import org.jspecify.annotations.NullMarked;
