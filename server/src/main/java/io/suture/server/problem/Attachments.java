package io.suture.server.problem;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Answers that hand out what people uploaded. Whatever it is, a browser gets it as an attachment of unknown type in a
 * sandbox: uploaded HTML or SVG never runs with this origin.
 */
public final class Attachments {

    private Attachments() {}

    /** Return the answer with all headers and no body yet. */
    public static ResponseEntity.BodyBuilder of(String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header("Content-Security-Policy", "sandbox")
                .header("X-Content-Type-Options", "nosniff");
    }
}
