package io.suture.server.runtime;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the whole server.
 *
 * @param dataDir folder of everything the server keeps on disk
 * @param demo whether example keys and the local token issuer are allowed
 * @param publicHost first part of every log origin; fixed for the life of a log
 * @param exitWithParent whether the server stops when its parent process ends
 */
@ConfigurationProperties("suture")
public record SutureSettings(
        @DefaultValue("suture-data") Path dataDir,
        @DefaultValue("false") boolean demo,
        @DefaultValue("localhost") String publicHost,
        @DefaultValue("false") boolean exitWithParent) {

    /** Return the log origin of a manufacturer. */
    public String origin(String manufacturer) {
        return publicHost + "/" + manufacturer + "/audit";
    }
}
