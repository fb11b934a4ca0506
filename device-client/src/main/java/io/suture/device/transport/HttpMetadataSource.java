package io.suture.device.transport;

import io.suture.trust.tuf.MetadataSource;
import io.suture.trust.tuf.TufException;
import java.util.Optional;

/** A TUF repository behind a {@link Transport}: a folder of metadata and a folder of targets. */
public final class HttpMetadataSource implements MetadataSource {

    private final Transport transport;
    private final String metadata;
    private final String targets;

    /** Both folders are absolute, encoded and end with a slash. */
    public HttpMetadataSource(Transport transport, String metadata, String targets) {
        this.transport = transport;
        this.metadata = metadata;
        this.targets = targets;
    }

    @Override
    public Optional<byte[]> fetch(String fileName, int maxBytes) {
        return get(metadata + fileName, fileName, maxBytes);
    }

    @Override
    public Optional<byte[]> fetchTarget(String path, int maxBytes) {
        return get(targets + UrlPath.encode(path), path, maxBytes);
    }

    private Optional<byte[]> get(String url, String name, int maxBytes) {
        try {
            Reply reply = Reply.to(transport, Request.get(url), maxBytes);
            return reply.status() == 403 ? Optional.empty() : reply.found(url);
        } catch (TransportException.TooLarge e) {
            throw new TufException.FileTooLarge(name, maxBytes);
        }
    }
}
