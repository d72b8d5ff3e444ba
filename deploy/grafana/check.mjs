// Holds the dashboards to Grafana's own types: the whole of each, the options of each panel, and what time series are drawn with.
// Needs two packages of npm, which nothing else here needs:
//   mkdir /tmp/check && cd /tmp/check && npm install @grafana/schema@11 typescript@5 && node …/deploy/grafana/check.mjs
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const dashboards = path.join(import.meta.dirname, 'dashboards');
const raw = './node_modules/@grafana/schema/dist/esm/raw/composable';
const types = { timeseries: 'TimeSeries', stat: 'Stat', bargauge: 'BarGauge', table: 'Table' };

let checks = `import type { Dashboard } from '@grafana/schema';
// An enumeration is its texts: that is what JSON can say.
type Said<T> = T extends string ? \`\${T}\` : T extends object ? { [K in keyof T]: Said<T[K]> } : T;
`;
for (const [type, name] of Object.entries(types)) {
  checks += `import type * as ${name} from '${raw}/${type}/panelcfg/x/${name}PanelCfg_types.gen';\n`;
}
let panels = 0;
const check = (name, type, value) => (checks += `export const ${name}: ${type} = ${JSON.stringify(value, null, 1)};\n`);
for (const file of fs.readdirSync(dashboards).filter((each) => each.endsWith('.json'))) {
  const name = file.replace('.json', '');
  const dashboard = JSON.parse(fs.readFileSync(path.join(dashboards, file), 'utf8'));
  check(name, 'Said<Dashboard>', dashboard);
  for (const panel of dashboard.panels.filter((each) => each.type !== 'row')) {
    panels++;
    check(`${name}_${panel.id}_options`, `Said<Partial<${types[panel.type]}.Options>>`, panel.options ?? {});
    if (panel.type === 'timeseries') {
      check(`${name}_${panel.id}_custom`, 'Said<Partial<TimeSeries.FieldConfig>>', panel.fieldConfig.defaults.custom);
    }
  }
}
fs.writeFileSync('dashboards.ts', checks);
const options = ['--strict', '--noEmit', '--module', 'esnext', '--moduleResolution', 'bundler', '--skipLibCheck'];
try {
  execFileSync('npx', ['tsc', ...options, 'dashboards.ts'], { stdio: 'inherit' });
} catch {
  process.exit(1);
}
console.log(`${panels} panels are as Grafana's types say`);
