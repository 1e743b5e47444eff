// Search: the engine, which ranks sections by the book, and the list of results in the dialog.
// site.js imports this file when a reader opens search.

// BM25: how soon a word that comes again counts no more, and how much a long text counts less
const SATURATION = 2;
const LENGTH = 0.25;
const NAME = 2; // a word in the name of a section counts as if it stood in the text as often more
const TEXT = 2 / 3; // how far a word is answered that stands in the text alone
const HALF = 0.5; // what counts half: a guess at a word, a word of no section, a neighbour, a section that leads on
const ENOUGH = 0.62; // how much of the query the best section must answer, or there is no result
const WORTH = 0.2; // results that score less than this part of the best are left out
const MOST = 30; // results

// Words that say nothing about what a reader looks for
const EMPTY = new Set(
  (
    "a about after all also am an and any are as at be been before being between both but by can could did do does " +
    "during each find for from get had has have he how i if in into is it its just know like list may me mean meaning means " +
    "might must my need not of on only or other our per please shall she should show so some such tell than that " +
    "the their them then there these they this those through to too until up us very want was we were what when " +
    "where which who whom whose why will with within without would you your"
  ).split(" "),
);

// Scripts without spaces between words: every two letters that stand side by side are a word
const SPACELESS = "\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}";
const isSpaceless = RegExp.prototype.test.bind(new RegExp(`[${SPACELESS}]`, "u"));
const RUN = /([\p{L}\p{M}\p{N}]+)/u; // splits a text: every second part is a run of letters
const SCRIPT = new RegExp(`([${SPACELESS}]+)`, "u"); // splits a run of letters at the ends of such a script

// Small letters without accents, Arabic vowel signs and apostrophes
const simple = text =>
  text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f'’]/g, "").normalize("NFC");

const pairs = word => {
  const letters = [...word];
  return letters.length < 2 ? [word] : letters.slice(1).map((letter, i) => letters[i] + letter);
};

const toWords = text => {
  const runs = simple(text).match(new RegExp(RUN, "gu")) ?? [];
  if (!isSpaceless(text)) return runs;
  const parts = runs.flatMap(run => run.split(SCRIPT)).filter(Boolean);
  return parts.flatMap(part => (isSpaceless(part) ? pairs(part) : part));
};

// One form for "harmonize", "harmonised" and "harmonisation": British spelling, no ending
const ENDING = /^(.{3,}?)(?:ations?|at(?:e[ds]?|ing)|ions?|ments?|ings?|(?:it)?(?:y|ies)|e[ds]?|s)$/;
const toStem = word => {
  const shorter = word.replace(/^(..+)iz(?=[aei])/, "$1is").replace(ENDING, "$1");
  return shorter === word ? word : toStem(shorter);
};
const toStems = text => toWords(text).map(toStem);

// How many letters must be put in, left out, changed or swapped to make one word the other: past `most`, Infinity
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let above = [];
  let row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) next[j] = Math.min(next[j], above[j - 2] + 1);
    }
    if (Math.min(...next) > most) return Infinity;
    [above, row] = [row, next];
  }
  return row[other.length];
}

/**
 * Prepare to search sections, as overrides/finishing/search_index.py writes them.
 *
 * Gives a function that takes a query and gives the results, best first: of each the `section`,
 * its `page`, and the stems of the words that it has (`matched`).
 */
export function createEngine(sections) {
  const vocabulary = new Map(); // every word, and its stem
  const places = new Map(); // by stem: the sections that have it, in their names or so often in their text
  const pages = new Map(sections.filter(({ location }) => !location.includes("#")).map(page => [page.location, page]));

  const known = word => vocabulary.get(word) ?? vocabulary.set(word, toStem(word)).get(word);
  const read = text => toWords(text).map(known);

  const entries = sections.map((section, id) => {
    const { title, names = [], text } = section;
    const called = [title.replace(/\([^)]*\)/g, ""), title, ...names].map(read);
    const words = read(text);
    const found = new Map(called.flat().map(stem => [stem, { id, named: true, times: 0 }]));
    for (const stem of words) {
      if (!found.has(stem)) found.set(stem, { id, named: false, times: 0 });
      found.get(stem).times++;
    }
    for (const [stem, place] of found) {
      if (!places.has(stem)) places.set(stem, []);
      places.get(stem).push(place);
    }
    const running = ` ${[...called, words].map(stems => stems.join(" ")).join(" | ")} `;
    return { section, called, length: words.length, running, factor: section.leads ? HALF : 1 };
  });
  const average = entries.reduce((sum, { length }) => sum + length, 0) / entries.length || 1;

  // How much a word tells sections apart: the rarer the more
  const rarity = count => Math.log(1 + (entries.length - count + 0.5) / (count + 0.5));
  const weights = new Map();
  for (const [stem, found] of places) {
    weights.set(stem, rarity(Math.max(1, found.filter(({ id }) => !sections[id].leads).length)));
  }

  // The stems that a word of the query may mean, and how sure that is; `begun` is a word that may go on
  const meanings = (word, begun) => {
    const found = new Map();
    if (places.has(toStem(word))) found.set(toStem(word), 1);
    let most = found.size || word.length < 4 || /\p{N}/u.test(word) ? 0 : word.length < 9 ? 1 : 2;
    for (const [other, stem] of vocabulary) {
      if (begun && other.startsWith(word) && !found.has(stem)) found.set(stem, HALF);
    }
    if (most && !found.size) {
      for (const [other, stem] of vocabulary) {
        const wrong = distance(word, other, most);
        if (wrong < most) {
          found.clear();
          most = wrong;
        }
        if (wrong === most) found.set(stem, HALF);
      }
    }
    return found;
  };

  // The best place of a word in each section that has it, and how much the word weighs in the query
  const look = (word, begun, order) => {
    const best = new Map();
    const stems = meanings(word, begun);
    for (const [stem, sure] of stems) {
      for (const { id, named, times } of places.get(stem)) {
        const often = NAME * named + times / (1 - LENGTH + (LENGTH * entries[id].length) / average);
        const weight = weights.get(stem);
        const score = (sure * weight * often * (SATURATION + 1)) / (often + SATURATION);
        if (!(best.get(id)?.score >= score)) best.set(id, { order, stem, named, weight, score });
      }
    }
    const exact = [...stems].filter(([, sure]) => sure === 1);
    const weight = Math.max(...(exact.length ? exact : [...stems]).map(([stem]) => weights.get(stem)));
    return { best, weight: stems.size ? weight : HALF * rarity(0) };
  };

  const rate = (matches, { called, running, factor }, total) => {
    const sum = value => matches.reduce((all, match) => all + value(match), 0);
    const side = sum(({ order, stem, weight }) => {
      const next = matches.find(match => match.order === order + 1);
      return next && running.includes(` ${stem} ${next.stem} `) ? Math.min(weight, next.weight) : 0;
    });
    const answered = (sum(({ weight, named }) => weight * (named ? 1 : TEXT)) + HALF * side) / total;
    // The weightiest of its names that stands in the query whole
    const inName = new Set(matches.filter(({ named }) => named).map(({ stem }) => stem));
    const whole = called.filter(name => name.length && name.every(stem => inName.has(stem)));
    const name = Math.max(0, ...whole.map(stems => sum(({ stem, weight }) => (stems.includes(stem) ? weight : 0))));
    return { score: (sum(({ score }) => score) * answered + name) * factor, answers: name > 0 || answered >= ENOUGH };
  };

  return query => {
    const all = [...new Set(toWords(query))];
    const full = all.filter(word => !EMPTY.has(word));
    const words = full.length ? full : all;
    const found = new Map(); // by section: its matches
    let total = 0;
    words.forEach((word, order) => {
      const begun = order === words.length - 1 && !/\s$/.test(query) && (word.length > 1 || isSpaceless(word));
      const { best, weight } = look(word, begun, order);
      total += weight;
      for (const [id, match] of best) {
        if (!found.has(id)) found.set(id, []);
        found.get(id).push(match);
      }
    });
    const results = [...found]
      .map(([id, matches]) => ({ id, matches, ...rate(matches, entries[id], total) }))
      .sort((a, b) => b.score - a.score);
    if (!results.some(({ answers }) => answers)) return [];
    return results
      .filter(({ score }) => score >= WORTH * results[0].score)
      .slice(0, MOST)
      .map(({ id, matches }) => ({
        section: sections[id],
        page: pages.get(sections[id].location.split("#")[0]),
        matched: new Set(matches.map(({ stem }) => stem)),
      }));
  };
}

/** Part a text into pieces, each with its `text` and whether it is one of the matched words (`marked`). */
export function pieces(text, matched) {
  const marks = word => toStems(word).some(stem => matched.has(stem));
  return text.split(RUN).flatMap(run => run.split(SCRIPT)).filter(Boolean).flatMap(part => {
    if (!isSpaceless(part)) return { text: part, marked: marks(part) };
    const letters = [...part];
    const begins = letters.map((letter, i) => marks(letter + (letters[i + 1] ?? "")));
    return letters.map((letter, i) => ({ text: letter, marked: begins[i] || Boolean(begins[i - 1]) }));
  });
}

/** The sentence, or else the line, that has most of the matched words; of a long one, 200 letters. */
export function excerpt(text, matched) {
  const sentences = text.replace(/([.?!])\s+|([。！？])/g, "$1$2\n").split(/\n+/);
  const value = sentence =>
    new Set(toStems(sentence).filter(stem => matched.has(stem))).size + (/[.?!。！？]$/.test(sentence) ? HALF : 0);
  const best = sentences.reduce((best, sentence) => (value(sentence) > value(best) ? sentence : best), sentences[0]);
  if (best.length <= 200) return best;
  let before = 0;
  for (const piece of pieces(best, matched)) {
    if (piece.marked) break;
    before += piece.text.length;
  }
  const start = before < 100 ? 0 : best.indexOf(" ", before - 60) + 1 || before - 60;
  const end = best.lastIndexOf(" ", start + 200);
  const rest = start + 200 >= best.length;
  return (start ? "… " : "") + (rest ? best.slice(start) : `${best.slice(start, end > start ? end : start + 200)} …`);
}

const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

const marked = (text, matched) =>
  pieces(text, matched).map(piece => (piece.marked ? element("mark", piece.text) : piece.text));

/**
 * Show in the dialog what the engine finds for the words in its field, now and as they change.
 *
 * root: the address of the site, from which those of the sections go.
 */
export function connect(dialog, sections, root) {
  const find = createEngine(sections);
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("ol");
  const [count, none] = dialog.querySelectorAll("[role=status] p");

  const item = ({ section, page = section, matched }) => {
    const link = element("a", page === section ? "" : `${page.title}: `, ...marked(section.title, matched));
    link.href = new URL(section.location, root);
    return element("li", link, element("p", ...marked(excerpt(section.text, matched), matched)));
  };

  const draw = () => {
    const words = field.value.trim();
    const results = find(field.value);
    list.replaceChildren(...results.map(item));
    none.hidden = !words || results.length > 0;
    const number = results.length === 1 ? dialog.dataset.one : `${results.length} ${dialog.dataset.many}`;
    count.textContent = results.length ? number : "";
  };
  field.addEventListener("input", draw);
  draw();
}
