package io.suture.trust.tuf;

/** PATHPATTERN of TUF 4.5: {@code *} and {@code ?} within one part of the path, case-sensitive, nothing else special. */
final class PathPattern {

    private PathPattern() {}

    static boolean matches(String pattern, String path) {
        String[] patternParts = pattern.split("/", -1);
        String[] pathParts = path.split("/", -1);
        if (patternParts.length != pathParts.length) {
            return false;
        }
        for (int i = 0; i < pathParts.length; i++) {
            if (!matchesPart(codePoints(patternParts[i]), codePoints(pathParts[i]))) {
                return false;
            }
        }
        return true;
    }

    /** Linear backtracking to the last star only, so that no pattern is expensive. */
    private static boolean matchesPart(int[] pattern, int[] text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length) {
            if (p < pattern.length && pattern[p] == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length && (pattern[p] == '?' || pattern[p] == text[t])) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }

    private static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }
}
