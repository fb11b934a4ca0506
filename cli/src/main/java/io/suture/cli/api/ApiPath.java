package io.suture.cli.api;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A path of the server, segment by segment; every segment is percent-encoded (RFC 3986 section 2.1). */
public record ApiPath(List<String> segments, String query) {

    private static final List<String> API = List.of("api", "v1");

    /** Takes a copy; dot segments would mean another path. */
    public ApiPath {
        segments = List.copyOf(segments);
        if (segments.contains(".") || segments.contains("..") || segments.contains("")) {
            throw new IllegalArgumentException("not a name: " + segments);
        }
    }

    /** Return the path below {@code /api/v1}. */
    public static ApiPath of(String... segments) {
        return new ApiPath(API, "").then(segments);
    }

    /** Return a path of a manufacturer's log (tlog-tiles), which is not below {@code /api/v1}. */
    public static ApiPath ofLog(String manufacturer, String path) {
        return new ApiPath(List.of(manufacturer, "audit"), "").then(path.split("/"));
    }

    /** Return the path of things that belong to a manufacturer. */
    public static ApiPath ofManufacturer(String manufacturer, String... segments) {
        return of("manufacturers", manufacturer).then(segments);
    }

    /** Return a longer path. */
    public ApiPath then(String... more) {
        List<String> all = new ArrayList<>(segments);
        Collections.addAll(all, more);
        return new ApiPath(all, query);
    }

    /** Return the path with a query parameter. */
    public ApiPath with(String name, long value) {
        return with(name, Long.toString(value));
    }

    /** Return the path with a query parameter. */
    public ApiPath with(String name, String value) {
        return new ApiPath(segments, query + (query.isEmpty() ? "?" : "&") + name + "=" + encode(value));
    }

    URI on(URI server) {
        String base = server.toString().replaceAll("/+$", "");
        return URI.create(base + "/" + segments.stream().map(ApiPath::encode).collect(Collectors.joining("/")) + query);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
