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
        public Answer answer() {
            return Answer.of(ProblemType.ASSERTION_REFUSED, "The assertion is not accepted.", Map.of("reason", reason));
        }
    }
}
