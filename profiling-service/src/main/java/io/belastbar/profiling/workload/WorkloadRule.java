package io.belastbar.profiling.workload;

import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.List;

/** What can be wrong with a workload. One rule is one class; a workload that it has nothing against gets an empty list. */
public interface WorkloadRule {
    List<Diagnosis> diagnose(Workload workload);
}
