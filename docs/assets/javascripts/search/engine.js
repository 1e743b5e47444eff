// How search ranks. MiniSearch finds the sections that share a word with the query, be it only
// begun or mistyped. What a section is called, in its title and in the glossary, then weighs
// most, and what has too little to do with the query is left out: no result is an answer too.

// Words that say nothing about what a reader looks for
const EMPTY = new Set(
  ("a about all an and any are as at be been by can did do does for from has have how i in into is it its list may me " +
    "my of on or s should so tell than that the there these they this to up us was we were what when where which " +
    "who whom whose why will with would you your").split(" "),
);

const toHtml = text => text.replace(/[<>&"]/g, sign => `&#${sign.charCodeAt()};`);

const toWords = text => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").match(/[a-z0-9]+/g) ?? [];

// One form for "harmonize", "harmonised" and "harmonisation": British spelling, no ending
const ENDING = /(?<=.{3})(ations?|at(e[ds]?|ing)|ions?|ings?|(it)?(y|ies)|e[ds]?|s)$/;
const toStem = word => {
  const shorter = word.replace(/(?<=.{2})iz(?=[aei])/, "is").replace(ENDING, "");
  return shorter === word ? word : toStem(shorter);
};
const toStems = text => toWords(text).map(toStem);

// How many letters of a word may be wrong
const mistakes = word => (word.length > 8 ? 2 : word.length > 3 ? 1 : 0);

/**
 * Prepare to search the sections that overrides/hooks/search.py writes into the index.
 *
 * Gives a function that takes a query and gives the results, best first, as the theme draws them.
 */
function createEngine(documents) {
  const index = new MiniSearch({
    idField: "location",
    fields: ["title", "names", "text"],
    tokenize: toWords,
    processTerm: word => [...new Set([word, toStem(word)])], // whole words too: mistakes are counted in them
  });
  const sections = new Map();
  const frequency = new Map(); // by stem: in how many sections it stands
  const nameStems = new Set();

  for (const { location, title, text, names = [], boost = 1 } of documents) {
    const section = { location, title, text, boost };
    const page = sections.get(location.split("#")[0]); // it stands before its sections
    if (page && section.title.length === 1) section.title = `${page.title}: ${section.title}`;
    index.add({ location, title: section.title, names: names.join("\n"), text: section.text });
    sections.set(location, section);
    section.names = [section.title.replace(/\([^)]*\)/g, ""), ...names].map(name => new Set(toStems(name)));
    section.nameStems = new Set(toStems([section.title, ...names].join(" ")));
    section.stems = toStems([section.title, ...names, section.text].join(" "));
    section.nameStems.forEach(stem => nameStems.add(stem));
    // Pages that only lead to others would make the words of their links look common.
    if (boost >= 1) new Set(section.stems).forEach(stem => frequency.set(stem, (frequency.get(stem) ?? 0) + 1));
  }

  // How much the stems tell sections apart: the rarer the more
  const weight = stems =>
    [...stems].reduce((sum, stem) => sum + Math.log(1 + sections.size / (frequency.get(stem) ?? 0.5)), 0);

  // "acst" is "acts": two letters changed places
  const untwist = word => {
    if (frequency.has(toStem(word))) return word;
    const twists = [...word].map((letter, i) => word.slice(0, i) + (word[i + 1] ?? "") + letter + word.slice(i + 2));
    return twists.find(twist => nameStems.has(toStem(twist))) ?? word;
  };

  const find = (query, words, stems) => {
    const begun = query.endsWith(" ") ? "" : words.at(-1);
    const inNames = { fields: ["title", "names"], boost: { title: 3, names: 3 } };
    return index.search({
      combineWith: "OR",
      processTerm: word => word,
      prefix: word => word === begun && word.length > 1,
      queries: [
        { queries: [query], tokenize: () => stems, ...inNames },
        {
          queries: [query],
          tokenize: () => words,
          ...inNames,
          fuzzy: word => (frequency.has(toStem(word)) ? 0 : mistakes(word)),
        },
        { queries: [query], tokenize: () => stems, fields: ["text"] },
      ],
    });
  };

  // How well a section that MiniSearch found answers the query; 0 is not at all
  const rate = ({ score, queryTerms }, section, matched, stems) => {
    const inName = new Set([...matched].filter(stem => section.nameStems.has(stem)));
    const called = section.names.filter(name => [...name].every(stem => inName.has(stem)));
    const name = Math.max(0, ...called.map(weight)); // of the longest name that stands in the query
    const share = weight(new Set(queryTerms.map(toStem))) / weight(stems);
    // Enough of the query; less will do where it names the section
    const enough = inName.size ? 0.55 : 0.72;
    const answers = name > 0 || share > enough || (inName.size > 1 && weight(inName) > 2.5);
    const phrase = stems.length > 1 && ` ${section.stems.join(" ")} `.includes(` ${stems.join(" ")} `);
    return answers ? (score * share ** 2 + 3 * name + (phrase ? 3 * weight(stems) : 0)) * section.boost : 0;
  };

  const mark = (text, matched) =>
    text.split(/([\p{L}\p{N}]+)/u).map(part => {
      const found = toStems(part).some(stem => matched.has(stem));
      return found ? `<mark>${toHtml(part)}</mark>` : toHtml(part);
    }).join("");

  // The sentence that has most of the query, shortened where it is long, such as a table
  const excerpt = (text, matched) => {
    const sentences = text.split(/\n+|(?<=[.?!])\s+/).filter(sentence => !sentence.includes(" · ")); // not the line of facts
    const value = sentence => weight(new Set(toStems(sentence).filter(stem => matched.has(stem))));
    const best = sentences.reduce((best, sentence) => (value(sentence) > value(best) ? sentence : best), "");
    const words = (best || (sentences[0] ?? "")).split(/\s+/);
    if (words.length <= 30) return words.join(" ");
    const start = Math.max(0, words.findIndex(word => toStems(word).some(stem => matched.has(stem))) - 10);
    return `${start ? "… " : ""}${words.slice(start, start + 30).join(" ")} …`;
  };

  return query => {
    const all = toWords(query).map(untwist);
    const full = all.filter(word => !EMPTY.has(word));
    const words = full.length ? full : all;
    const stems = [...new Set(words.map(toStem))];
    return find(query, words, stems)
      .map(found => {
        const section = sections.get(found.id);
        const matched = new Set(Object.keys(found.match).map(toStem));
        return { section, matched, score: rate(found, section, matched, stems) };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ section: { location, title, text }, matched, score }) => {
        const teaser = mark(excerpt(text, matched), matched);
        // The theme draws groups of results, a page above its sections, and shows of a section
        // that stands alone only the title: so the title brings the excerpt with it.
        return [{ location, title: `${mark(title, matched)} <span>${teaser}</span>`, text: "", score, terms: {} }];
      });
  };
}
