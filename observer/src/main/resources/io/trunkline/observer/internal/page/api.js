// Asks the server.

const address = (path, parameters) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (value !== undefined && value !== null && value !== "") query.set(name, value);
  }
  const text = query.toString();
  return text ? `/api/${path}?${text}` : `/api/${path}`;
};

async function answer(response) {
  const json = await response.json();
  if (!response.ok) throw Object.assign(new Error(json.error), { status: response.status });
  return json;
}

export const get = async (path, parameters) => answer(await fetch(address(path, parameters)));

export const post = async (path, parameters) =>
  answer(await fetch(address(path, parameters), { method: "POST", headers: { "X-Trunkline-Observer": "1" } }));
