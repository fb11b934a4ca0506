package io.suture.server.identity;

/**
 * What an authenticator app takes.
 *
 * @param secret the secret of the one-time passwords, in base 32
 * @param uri the same as {@code otpauth:} address
 */
public record Authenticator(String secret, String uri) {

    @Override
    public String toString() {
        return "Authenticator";
    }
}
