package io.belastbar.capacity.cost.scalability;

/**
 * The universal scalability law: Gunther, "Guerrilla Capacity Planning", 2007, chapter 4, in its form with a rate:
 * X(N) = λN / (1 + σ(N−1) + κN(N−1)).
 *
 * @param rate λ, the throughput of a load of one, a second; above 0
 * @param contention σ, the share of the work that waits for what is shared; 0 to 1
 * @param coherence κ, what it costs that all agree with all; at least 0
 */
public record ScalabilityLaw(double rate, double contention, double coherence) {

    public ScalabilityLaw {
        if (!(rate > 0 && contention >= 0 && contention <= 1 && coherence >= 0)) {
            throw new IllegalArgumentException(
                    "the law has a rate above 0, a contention of 0 to 1 and a coherence of at least 0: was "
                            + rate
                            + ", "
                            + contention
                            + ", "
                            + coherence);
        }
    }

    /** Of a load of that many at the same time, a second. */
    public double throughput(double load) {
        return rate * relative(load, contention, coherence);
    }

    static double relative(double load, double contention, double coherence) {
        return load / (1 + contention * (load - 1) + coherence * load * (load - 1));
    }

    /** N* = √((1−σ)/κ): with more load than this the throughput falls; infinite without coherence costs. */
    public double peakLoad() {
        return coherence == 0 ? Double.POSITIVE_INFINITY : Math.max(1, Math.sqrt((1 - contention) / coherence));
    }

    /** The highest throughput: that of the peak, else λ/σ, which is neared and not reached; infinite without either. */
    public double ceiling() {
        return coherence == 0 ? rate / contention : throughput(peakLoad());
    }
}
