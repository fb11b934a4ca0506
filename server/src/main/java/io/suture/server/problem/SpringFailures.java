package io.suture.server.problem;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;

/** Maps what the frameworks throw. */
@Component
class SpringFailures implements RefusalMapper {

    @Override
    public Optional<Refusal> map(Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case RefusedException refused -> refused.refusal();
                    case DataBufferLimitException limit ->
                        new PlainRefusal(ProblemType.TOO_LARGE, "The request body is too large.");
                    case AuthenticationServiceException e ->
                        new PlainRefusal(ProblemType.UNAVAILABLE, "The issuer's keys cannot be read; try again.");
                    case AuthenticationException refused ->
                        new PlainRefusal(ProblemType.NOT_AUTHENTICATED, "A valid access token is required.");
                    case AccessDeniedException denied ->
                        new PlainRefusal(ProblemType.NOT_PERMITTED, "Your roles do not permit this.");
                    case ErrorResponse response ->
                        ofStatus(response.getStatusCode().value());
                    case CannotCreateTransactionException e -> unavailable();
                    case DataAccessResourceFailureException e -> unavailable();
                    case TransientDataAccessException e -> unavailable();
                    case R2dbcNonTransientResourceException e -> unavailable();
                    case R2dbcTransientException e -> unavailable();
                    default -> null;
                });
    }

    private static Refusal ofStatus(int status) {
        ProblemType type = ProblemType.ofStatus(status);
        return new PlainRefusal(type, type.title() + ".");
    }

    private static Refusal unavailable() {
        return new PlainRefusal(ProblemType.UNAVAILABLE, "The database does not answer; try again.");
    }
}
