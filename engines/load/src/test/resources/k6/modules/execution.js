import { now } from './record.js';

export default {
  vu: {
    get idInTest() {
      return now.vu;
    },
    get iterationInScenario() {
      return now.iteration;
    },
  },
  scenario: {
    get iterationInTest() {
      return now.inTest;
    },
  },
};
