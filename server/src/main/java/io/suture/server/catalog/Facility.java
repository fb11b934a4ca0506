package io.suture.server.catalog;

/**
 * A hospital or clinic that runs devices.
 *
 * @param id short identifier
 * @param name name of the facility
 */
public record Facility(String id, String name) {}
