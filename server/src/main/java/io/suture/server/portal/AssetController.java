package io.suture.server.portal;

import io.suture.server.problem.CommonRefusal.NotFound;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The style sheet and the script of the pages, from memory: there are two, and they are small. */
@Controller
@Hidden
class AssetController {

    private final Map<String, ResponseEntity<byte[]>> assets = Map.of(
            "portal.css", read("portal.css", "css"),
            "portal.js", read("portal.js", "javascript"));

    @GetMapping("/portal/assets/{file}")
    ResponseEntity<byte[]> asset(@PathVariable("file") String file) {
        return Optional.ofNullable(assets.get(file)).orElseThrow(() -> new NotFound("file").refused());
    }

    private static ResponseEntity<byte[]> read(String name, String type) {
        try {
            return ResponseEntity.ok()
                    .contentType(new MediaType("text", type, StandardCharsets.UTF_8))
                    .cacheControl(CacheControl.noCache())
                    .body(new ClassPathResource("portal/" + name).getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
