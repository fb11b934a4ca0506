package io.suture.server.audit;

import java.util.UUID;

/**
 * Where an event stands in its log.
 *
 * @param manufacturer the log
 * @param event the event
 * @param index its place, from 0
 * @param checkpointSize the size of the first signed checkpoint that covers it
 */
public record LogPosition(String manufacturer, UUID event, long index, long checkpointSize) {}
