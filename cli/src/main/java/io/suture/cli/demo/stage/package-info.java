/**
 * What the main job and the attacks share: the folder, the processes, the people at their command lines, the devices, and
 * the words in which all is told.
 */
@NullMarked
package io.suture.cli.demo.stage;

import org.jspecify.annotations.NullMarked;
