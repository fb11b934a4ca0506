package io.suture.server.catalog;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import java.util.Map;

/** Why something is not added to the catalogue. */
sealed interface CatalogRefusal extends Refusal {

    /** A product's id is also the name of its TUF role, and this one is, or may become, the name of another role. */
    record ReservedProductId(String id) implements CatalogRefusal {

        @Override
        public Answer answer() {
            return Answer.of(
                    ProblemType.INVALID_FIELD,
                    "Field 'id' is reserved: '" + id + "' is the name of a repository role.",
                    Map.of("field", "id", "reserved", id));
        }
    }
}
