// The web worker behind the theme's search box. It speaks the theme's protocol: asked with QUERY,
// it answers with RESULT. It says READY at once, but fetches the engine and the index with the
// first letter that a reader types: a page on which nobody searches does without them.

const READY = 1;
const QUERY = 2;
const RESULT = 3;

let engine;

async function load() {
  importScripts("minisearch-7.2.0.js", "engine.js");
  const index = await fetch("../../../search/search_index.json");
  return createEngine((await index.json()).docs);
}

addEventListener("message", async ({ data: { type, data: query } }) => {
  if (type !== QUERY) return;
  let items = [];
  if (query.trim()) {
    engine ??= load();
    try {
      items = (await engine)(query);
    } catch (error) {
      engine = undefined; // the next letter tries again
      throw error;
    }
  }
  postMessage({ type: RESULT, data: { items } });
});

postMessage({ type: READY });
