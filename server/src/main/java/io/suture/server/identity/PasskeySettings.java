package io.suture.server.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people use their passkeys.
 *
 * @param origin the address of the portal as the browser shows it, for example {@code https://suture.example.org};
 *     default: the people's listener itself
 */
@ConfigurationProperties("suture.passkey")
record PasskeySettings(@Nullable String origin) {}
