package io.suture.server.distribution;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read repositories on the people's listener.
 *
 * @param anonymous whether anybody may, below {@code /repository/<manufacturer>}; otherwise only people who signed in
 */
@ConfigurationProperties("suture.repository")
record RepositorySettings(@DefaultValue("false") boolean anonymous) {}
