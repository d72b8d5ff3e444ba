import { events } from './record.js';

class Metric {
  constructor(name) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) {
      throw new Error('not a name of a metric: ' + name);
    }
    this.name = name;
  }

  add(value, tags) {
    events.push({ metric: this.name, value, tags });
  }
}

export class Counter extends Metric {}
export class Rate extends Metric {}
