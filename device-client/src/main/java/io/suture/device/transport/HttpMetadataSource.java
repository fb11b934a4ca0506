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
        return get(targetUrl(path), path, maxBytes);
    }

    /** Return a target of any size while it arrives; one that the repository does not have is refused. */
    public Exchange openTarget(String path) {
        Exchange exchange = transport.send(Request.get(targetUrl(path)));
        try {
            if (!found(exchange, targetUrl(path))) {
                throw new TufException.FileMissing(path);
            }
            return exchange;
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private String targetUrl(String path) {
        return targets + UrlPath.encode(path);
    }

    private Optional<byte[]> get(String url, String name, int maxBytes) {
        try (Exchange exchange = transport.send(Request.get(url))) {
            return found(exchange, url) ? Optional.of(Reply.body(exchange, url, maxBytes)) : Optional.empty();
        } catch (TransportException.TooLarge e) {
            throw new TufException.FileTooLarge(name, maxBytes);
        }
    }

    /** The page that comes with a 404 does not matter, whatever its size. */
    private static boolean found(Exchange exchange, String url) {
        return switch (exchange.status()) {
            case 200 -> true;
            case 403, 404 -> false;
            default ->
                throw new TransportException.UnexpectedStatus(
                        url, exchange.status(), Optional.empty(), RetryAfter.of(exchange));
        };
    }
}
