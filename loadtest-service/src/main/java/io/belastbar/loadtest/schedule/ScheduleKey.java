package io.belastbar.loadtest.schedule;

/** A schedule's name among the fire times: the ids of systems have no slash. */
record ScheduleKey(String system, String scenario) {

    static ScheduleKey of(String item) {
        int slash = item.indexOf('/');
        return new ScheduleKey(item.substring(0, slash), item.substring(slash + 1));
    }

    String item() {
        return system + "/" + scenario;
    }
}
