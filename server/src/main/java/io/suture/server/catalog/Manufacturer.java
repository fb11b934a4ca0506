package io.suture.server.catalog;

/**
 * A manufacturer, owner of a trust root, a repository and a log.
 *
 * @param id short identifier, part of URLs and of the log origin
 * @param name registered name
 */
public record Manufacturer(String id, String name) {}
