const questions = {
  budget: "What did we promise, and do we keep it?",
  profiling: "Why is it slow?",
  loadtest: "How does it behave under load?",
  chaos: "What happens when it breaks?",
  capacity: "When does it no longer fit?",
  smartbav: "The sample system under test",
  insurer: "The sample's external insurer API",
};
const words = { UP: "ready", DOWN: "not ready", UNREACHABLE: "unreachable" };
const refreshMs = 5000;
// The simulator has no API description; its settings are what one wants to see.
const pages = { insurer: "/control" };

function cell(content) {
  const element = document.createElement("td");
  element.append(content);
  return element;
}

function apiLink(service) {
  const link = document.createElement("a");
  link.href = new URL(pages[service.name] ?? "/q/swagger-ui/", service.url);
  link.textContent = service.url;
  return link;
}

function row(service) {
  const element = document.createElement("tr");
  element.className = service.state.toLowerCase();
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = service.name;
  const state = words[service.state] + (service.reason ? `: ${service.reason}` : "");
  element.append(name, cell(questions[service.name] ?? ""), cell(state), cell(`${service.latencyMs} ms`), cell(apiLink(service)));
  return element;
}

function show(sentence, ready, services) {
  const status = document.getElementById("sentence");
  status.textContent = sentence;
  status.className = ready ? "up" : "down";
  document.getElementById("services").replaceChildren(...services.map(row));
}

async function refresh() {
  try {
    const answer = await fetch("api/v1/platform-status");
    const platform = await answer.json();
    show(platform.sentence, platform.ready, platform.services);
  } catch {
    show("The dashboard does not answer. Start the platform with: belastbar up", false, []);
  }
  setTimeout(refresh, refreshMs);
}

refresh();
