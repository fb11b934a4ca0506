package io.suture.device.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request; the path is absolute and already encoded. */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record Request(String method, String path, Map<String, String> headers, byte[] body) {

    public Request {
        headers = Map.copyOf(headers);
        body = body.clone();
    }

    /** Return a request for a resource. */
    public static Request get(String path) {
        return new Request("GET", path, Map.of(), new byte[0]);
    }

    /** Return a request that delivers a document. */
    public static Request post(String path, String contentType, byte[] body) {
        return new Request("POST", path, Map.of("Content-Type", contentType), body);
    }

    /** Return this request with one more header. */
    public Request with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Request(method, path, more, body);
    }

    @Override
    public byte[] body() {
        return body.clone();
    }
}
