package io.belastbar.loadtest.schedule;

/** A schedule that could not be dealt with for a reason of its own; the cause says which. */
final class HopelessSchedule extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ScheduleRepository.Due due;

    HopelessSchedule(ScheduleRepository.Due due, Throwable cause) {
        super(cause);
        this.due = due;
    }

    ScheduleRepository.Due due() {
        return due;
    }
}
