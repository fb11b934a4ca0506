package io.suture.server.problem;

/** A refusal without data: the type and one sentence. */
public record PlainRefusal(ProblemType type, String detail) implements Refusal {

    @Override
    public Answer answer() {
        return Answer.of(type, detail);
    }
}
