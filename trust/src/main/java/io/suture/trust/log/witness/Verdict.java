package io.suture.trust.log.witness;

/** What a witness answers to {@code add-checkpoint}, each with its HTTP status (tlog-witness, "add-checkpoint"). */
public sealed interface Verdict {

    /** Return the HTTP status. */
    int status();

    /** Return one sentence for whoever asked. */
    String explain();

    /** The checkpoint continues the log: store it, then sign it. */
    record Accepted() implements Verdict {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public String explain() {
            return "the checkpoint continues the log";
        }
    }

    /** The body is not in its format. */
    record Malformed(String problem) implements Verdict {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String explain() {
            return "malformed request: " + problem;
        }
    }

    /** The log is not one of this witness. */
    record UnknownLog() implements Verdict {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String explain() {
            return "unknown log";
        }
    }

    /** The log did not sign it. */
    record NotSigned(String problem) implements Verdict {
        @Override
        public int status() {
            return 403;
        }

        @Override
        public String explain() {
            return "invalid signature: " + problem;
        }
    }

    /** The old size is larger than the new one. */
    record Backwards(long oldSize, long size) implements Verdict {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String explain() {
            return "old size " + oldSize + " is larger than the checkpoint's size " + size;
        }
    }

    /** The old size is not the one the witness signed last; ask again from that size. */
    record OtherSize(long stored) implements Verdict {

        /** The content type of the body, which is the size and a newline. */
        public static final String CONTENT_TYPE = "text/x.tlog.size";

        @Override
        public int status() {
            return 409;
        }

        @Override
        public String explain() {
            return Long.toString(stored);
        }
    }

    /** Nothing shows that the checkpoint continues what the witness signed. */
    record Inconsistent(String problem) implements Verdict {
        @Override
        public int status() {
            return 422;
        }

        @Override
        public String explain() {
            return "invalid consistency proof: " + problem;
        }
    }
}
