package io.suture.trust.evidence;

import io.suture.trust.log.Checkpoint;
import io.suture.trust.log.SignedNote;
import io.suture.trust.log.timestamp.TestAuthority;
import io.suture.trust.log.timestamp.TestAuthority.Conduct;
import io.suture.trust.log.timestamp.TimestampAuthority;
import io.suture.trust.log.timestamp.TimestampRequest;
import java.security.SecureRandom;
import java.util.SortedMap;
import java.util.TreeMap;

/** Time stamps over what the sample log was at some sizes. */
public final class SampleStamps {

    public static final TestAuthority AUTHORITY = new TestAuthority();

    /** The same authority, as somebody knows it who has its root. */
    public static final TimestampAuthority TRUSTED = TimestampAuthority.ofPem(AUTHORITY.rootPem());

    private SampleStamps() {}

    /** Return time stamps over these sizes, and their authority. */
    public static TimestampsGiven over(int... sizes) {
        SortedMap<Long, byte[]> tokens = new TreeMap<>();
        for (int size : sizes) {
            tokens.put((long) size, of(SampleLog.of(size), Conduct.GOOD));
        }
        return given(tokens);
    }

    static TimestampsGiven given(SortedMap<Long, byte[]> tokens) {
        return new TimestampsGiven(TRUSTED, tokens);
    }

    /** Return the authority's answer about a log as it stands, at the time of its checkpoint. */
    public static byte[] of(SampleLog log, Conduct conduct) {
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(log.note()).unverifiedText());
        return AUTHORITY.answer(
                TimestampRequest.of(checkpoint, new SecureRandom()).toBytes(),
                SampleLog.START.plusSeconds(checkpoint.size()),
                conduct);
    }
}
