package io.belastbar.examples.smartbav.sap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts postings into waves, of which each is sent when the one before has ended: the postings of one subject keep their
 * order, and those of different subjects need not wait for one another.
 */
final class Waves {
    private Waves() {}

    /** @param most postings of a wave */
    static List<List<Posting>> of(List<Posting> postings, int most) {
        List<List<Posting>> waves = new ArrayList<>();
        List<Posting> wave = new ArrayList<>();
        Set<String> subjects = new HashSet<>();
        for (Posting posting : postings) {
            boolean alone = isForMany(posting) || !wave.isEmpty() && isForMany(wave.getFirst());
            if (!wave.isEmpty() && (alone || wave.size() == most || subjects.contains(posting.subject()))) {
                waves.add(wave);
                wave = new ArrayList<>();
                subjects.clear();
            }
            wave.add(posting);
            subjects.add(posting.subject());
        }
        if (!wave.isEmpty()) {
            waves.add(wave);
        }
        return waves;
    }

    private static boolean isForMany(Posting posting) {
        return posting.kind().equals(Posting.IMPORTED);
    }
}
