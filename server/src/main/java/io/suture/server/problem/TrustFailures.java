package io.suture.server.problem;

import io.suture.trust.json.MalformedDocumentException;
import io.suture.trust.key.KeyFormatException;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Maps what the parsers of module trust throw. */
@Component
@Order(0)
class TrustFailures implements RefusalMapper {

    @Override
    public Optional<Refusal> map(Throwable failure) {
        return switch (failure) {
            case MalformedDocumentException e -> Optional.of(new Malformed(e.path(), e.problem()));
            case KeyFormatException e ->
                Optional.of(new PlainRefusal(ProblemType.MALFORMED_DOCUMENT, "A key in the document cannot be read."));
            default -> Optional.empty();
        };
    }

    private record Malformed(String path, String problem) implements Refusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.MALFORMED_DOCUMENT,
                    path.isEmpty() ? "The document " + problem + "." : "Member '%s': %s.".formatted(path, problem),
                    Map.of("path", path));
        }
    }
}
