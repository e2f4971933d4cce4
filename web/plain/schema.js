// The schema as a list to read: every type, field, argument and value with its sentence, asked of the
// service itself.

const typeRef = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
const question = `{
  __schema {
    types {
      kind name description
      fields { name description type { ${typeRef} } args { name description defaultValue type { ${typeRef} } } }
      inputFields { name description defaultValue type { ${typeRef} } }
      enumValues { name description }
    }
  }
}`;

const builtin = new Set(["String", "Int", "Float", "Boolean", "ID"]);
const kinds = {
  OBJECT: "answer 返回类型",
  INPUT_OBJECT: "input 输入类型",
  ENUM: "choice 枚举",
  SCALAR: "value 标量",
};

/** Fills the list and lets the search field narrow it down. */
export async function showSchema(list, filter, status, ask) {
  const { __schema: schema } = await ask(question);
  const types = schema.types.filter((t) => !t.name.startsWith("__") && !builtin.has(t.name));
  types.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  const entries = types.map((type) => ({ type, element: typeElement(type) }));
  entries[0].element.open = true;
  list.replaceChildren(...entries.map((e) => e.element));
  filter.addEventListener("input", () => narrow(entries, filter.value.trim().toLowerCase(), status));
}

/** The question itself comes first, then what answers are made of, then the rest. */
function rank(type) {
  return type.name === "Query" ? 0 : ["OBJECT", "INPUT_OBJECT", "ENUM", "SCALAR"].indexOf(type.kind) + 1;
}

function narrow(entries, word, status) {
  let shown = 0;
  for (const { type, element } of entries) {
    const inName = `${type.name} ${type.description ?? ""}`.toLowerCase().includes(word);
    let inside = false;
    for (const term of element.querySelectorAll(":scope > dl > dt")) {
      const hit = `${term.textContent} ${term.nextElementSibling?.textContent ?? ""}`.toLowerCase().includes(word);
      term.hidden = term.nextElementSibling.hidden = word !== "" && !hit && !inName;
      inside ||= hit;
    }
    element.hidden = !inName && !inside;
    element.open = word !== "" && inside;
    if (!element.hidden) shown++;
  }
  status.textContent = word ? `${shown} of ${entries.length} types 个类型` : "";
}

function typeElement(type) {
  const box = make("details");
  box.append(make("summary", type.name, make("small", kinds[type.kind] ?? type.kind)));
  if (type.description) box.append(make("p", type.description));
  const members = [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])];
  if (members.length) box.append(memberList(members));
  return box;
}

function memberList(members) {
  const list = make("dl");
  for (const m of members) {
    const term = make("dt", make("code", m.name));
    if (m.type) term.append(" ", Object.assign(make("code", written(m.type)), { className: "of" }));
    if (m.defaultValue) term.append(" ", make("code", `= ${m.defaultValue}`));
    const meaning = make("dd", m.description ?? "");
    if (m.args?.length) meaning.append(memberList(m.args));
    list.append(term, meaning);
  }
  return list;
}

/** A type as the schema writes it: [Report!]! */
function written(type) {
  if (type.kind === "NON_NULL") return `${written(type.ofType)}!`;
  if (type.kind === "LIST") return `[${written(type.ofType)}]`;
  return type.name;
}

function make(tag, ...children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}
