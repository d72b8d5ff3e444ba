// Runs an exported script as k6 would, each user in a runtime of its own: node run.mjs script.mjs users iterations
import { events, now } from './node_modules/k6/record.js';

globalThis.__ENV = JSON.parse(process.env.K6_ENV || '{}');
const [script, users, iterations] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
let options;
for (let vu = 1; vu <= users; vu++) {
  now.vu = vu;
  const module = await import(script + '?user=' + vu);
  options = module.options;
  for (let iteration = 0; iteration < iterations; iteration++) {
    now.iteration = iteration;
    now.inTest = (vu - 1) * iterations + iteration;
    module.default();
  }
}
const first = await import(script + '?user=1');
const summary = first.handleSummary ? first.handleSummary({ metrics: { ü: { values: {} } }, state: {} }).stdout : null;
console.log(JSON.stringify({ options, events, summary }));
