package io.suture.server.identity;

import io.suture.server.problem.ProblemType;
import io.suture.server.problem.Refusal;
import io.suture.server.problem.RefusalMapper;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Answers refused assertions. */
@Component
class AssertionFailures implements RefusalMapper {

    @Override
    public Optional<Refusal> map(Throwable failure) {
        return failure instanceof AssertionRefusedException e ? Optional.of(new Refused(e.reason())) : Optional.empty();
    }

    private record Refused(String reason) implements Refusal {

        @Override
        public ProblemType type() {
            return ProblemType.ASSERTION_REFUSED;
        }

        @Override
        public String detail() {
            return "The assertion is not accepted.";
        }

        @Override
        public Map<String, Object> data() {
            return Map.of("reason", reason);
        }
    }
}
