import { events } from './record.js';

export function sleep(seconds) {
  events.push({ sleep: seconds });
}

export function check(value, conditions, tags) {
  for (const [name, condition] of Object.entries(conditions)) {
    events.push({ check: name, holds: typeof condition === 'function' ? condition(value) : condition, tags });
  }
}
