// ---- what a virtual user does with it; the same in every exported script ----

const failed = new Rate('step_failed');
const skipped = new Counter('step_skipped');
const errors = {};
for (const name of ERROR_CLASSES) {
  errors[name] = new Counter('error_' + name.toLowerCase());
}

let randomState = null;

export default function () {
  const user = begin();
  if (user === null) {
    sleep(1); // no row of the test data is left: nothing begins
    return;
  }
  for (const action of user.flow.actions) {
    if (action.think !== undefined) {
      sleep(pause(action.think));
    } else {
      send(user, action);
    }
  }
}

function begin() {
  const values = Object.create(null);
  values['vu'] = String(exec.vu.idInTest);
  values['iteration'] = String(exec.vu.iterationInScenario);
  for (const feeder of FEEDERS) {
    const row = rowOf(feeder);
    if (row === null) {
      return null;
    }
    feeder.columns.forEach((column, index) => {
      values[feeder.name + '.' + column] = row[index];
    });
  }
  const tenant = tenantOf(values);
  if (TENANTS.names.length > 0) {
    values[TENANTS.variable] = tenant;
  }
  return { values, tenant, flow: drawFlow() };
}

function rowOf(feeder) {
  const turn = exec.scenario.iterationInTest;
  switch (feeder.order) {
    case 'RANDOM':
      return feeder.rows[Math.floor(random() * feeder.rows.length)];
    case 'ONCE':
      return turn < feeder.rows.length ? feeder.rows[turn] : null;
    default:
      return feeder.rows[turn % feeder.rows.length];
  }
}

function tenantOf(values) {
  if (TENANTS.names.length === 0) {
    return '';
  }
  return TENANTS.from === null
    ? TENANTS.names[(exec.vu.idInTest - 1) % TENANTS.names.length]
    : values[TENANTS.from];
}

function drawFlow() {
  let drawn = random() * FLOWS.reduce((sum, flow) => sum + flow.weight, 0);
  for (const flow of FLOWS) {
    drawn -= flow.weight;
    if (drawn < 0) {
      return flow;
    }
  }
  return FLOWS[FLOWS.length - 1];
}

function send(user, step) {
  const tags = tagsOf(user, step);
  if (step.needs.some((name) => user.values[name] === undefined)) {
    skipped.add(1, tags);
    return;
  }
  const res = http.request(
    step.method,
    BASE_URL + render(step.path, user.values, uriEscape),
    step.body === null ? null : render(step.body, user.values, step.json ? jsonEscape : asItIs),
    {
      headers: headersOf(step, user.values),
      tags: tags,
      timeout: TIMEOUT,
      redirects: REDIRECTS,
      jar: new http.CookieJar(),
      responseType: step.extract.length > 0 ? 'text' : 'none',
      responseCallback: step.expected.length > 0 ? http.expectedStatuses(...step.expected) : OK,
    }
  );
  const error = judge(user, step, res);
  check(res, { [step.name + ': ' + step.expectation]: () => error === null }, tags);
  failed.add(error !== null, tags);
  if (error !== null) {
    errors[error].add(1, tags);
    if (ABSENT.includes(error)) {
      sleep(0.1); // refused connections should not make a busy loop
    }
  }
}

function tagsOf(user, step) {
  const tags = { name: step.name, step: step.tag, endpoint: step.endpoint, flow: user.flow.name };
  if (TENANTS.names.length > 0) {
    tags.tenant = user.tenant;
  }
  if (CELL_TENANTS > 0) {
    const tenant = CELL_TENANTS === 1 ? 0 : Math.max(0, TENANTS.names.indexOf(user.tenant));
    tags.cell = step.index + '_' + tenant;
  }
  return tags;
}

function headersOf(step, values) {
  const headers = Object.create(null);
  for (const [name, value] of step.headers) {
    headers[name] = render(value, values, headerEscape);
  }
  return headers;
}

function judge(user, step, res) {
  if (res.status === 0) {
    return transportError(res.error_code, String(res.error));
  }
  const accepted = step.expected.length > 0 ? step.expected.includes(res.status) : res.status < 400;
  if (!accepted) {
    return 'UNEXPECTED_STATUS';
  }
  return extract(user, step, res);
}

// https://grafana.com/docs/k6/latest/javascript-api/error-codes/
function transportError(code, text) {
  if (code === 1050) {
    return 'TIMEOUT';
  }
  if (code >= 1100 && code < 1200) {
    return 'NAME_UNRESOLVED';
  }
  if (code === 1201 || code === 1220 || text.includes('EOF')) {
    return 'CONNECTION_CLOSED';
  }
  if (code >= 1200 && code < 1300) {
    return 'CONNECTION_FAILED';
  }
  if (code >= 1300 && code < 1400) {
    return 'TLS_FAILED';
  }
  return code >= 1600 && code < 1700 ? 'PROTOCOL_ERROR' : 'OTHER';
}

function extract(user, step, res) {
  if (step.extract.length === 0) {
    return null;
  }
  let document;
  try {
    document = res.json();
  } catch (notJson) {
    return 'EXTRACTION_FAILED';
  }
  let error = null;
  for (const wanted of step.extract) {
    const value = wanted.path === null ? undefined : find(document, wanted.path);
    if (['string', 'number', 'boolean'].includes(typeof value)) {
      user.values[wanted.variable] = String(value);
    } else {
      error = 'EXTRACTION_FAILED';
    }
  }
  return error;
}

// The first value at a path of { key }, { index }, { all } and { deep } segments.
function find(document, path) {
  let found = [document];
  for (const segment of path) {
    const next = [];
    found.forEach((value) => follow(value, segment, next));
    found = next;
  }
  return found.length > 0 ? found[0] : undefined;
}

function follow(value, segment, next) {
  if (value === null || typeof value !== 'object') {
    return;
  }
  const list = Array.isArray(value);
  if (segment.deep !== undefined) {
    if (!list && Object.prototype.hasOwnProperty.call(value, segment.deep)) {
      next.push(value[segment.deep]);
    }
    Object.values(value).forEach((inner) => follow(inner, segment, next));
  } else if (segment.all) {
    Object.values(value).forEach((inner) => next.push(inner));
  } else if (segment.index !== undefined) {
    const at = segment.index < 0 && list ? value.length + segment.index : segment.index;
    if (list && at in value) {
      next.push(value[at]);
    }
  } else if (!list && Object.prototype.hasOwnProperty.call(value, segment.key)) {
    next.push(value[segment.key]);
  }
}

function render(parts, values, escape) {
  return parts.map((part) => (typeof part === 'string' ? part : escape(values[part.variable]))).join('');
}

function asItIs(value) {
  return value;
}

function uriEscape(value) {
  return encodeURIComponent(value).replace(
    /[!'()~]/g,
    (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase()
  );
}

function headerEscape(value) {
  return value.replace(/[\r\n]/g, '');
}

function jsonEscape(value) {
  return JSON.stringify(value).slice(1, -1);
}

function pause(think) {
  switch (think.kind) {
    case 'uniform':
      return think.from + random() * (think.to - think.from);
    case 'exponential':
      return Math.min(10, -Math.log(1 - random())) * think.mean;
    default:
      return think.seconds;
  }
}

// Math.random() cannot be seeded for each user: mulberry32, from the scenario's seed and the user's number.
function random() {
  if (randomState === null) {
    randomState = (SEED ^ Math.imul(exec.vu.idInTest, 0x9e3779b1)) | 0;
  }
  randomState = (randomState + 0x6d2b79f5) | 0;
  let drawn = Math.imul(randomState ^ (randomState >>> 15), 1 | randomState);
  drawn = (drawn + Math.imul(drawn ^ (drawn >>> 7), 61 | drawn)) ^ drawn;
  return ((drawn ^ (drawn >>> 14)) >>> 0) / 4294967296;
}
