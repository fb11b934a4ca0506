package io.suture.trust.review;

/** Every limit on a review of the log. */
public final class ReviewLimits {

    /** Most events that one review covers: nobody reads more. */
    public static final int EVENTS = 10_000;

    /** Most comments of one review. */
    public static final int COMMENTS = 500;

    /** Longest comment, in characters. */
    public static final int COMMENT = 4000;

    private ReviewLimits() {}
}
