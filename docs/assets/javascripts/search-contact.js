// Where search finds nothing, the contact link from the foot of the page stands in place of results.
{
  const query = document.querySelector(".md-search__input");
  const count = document.querySelector(".md-search-result__meta");
  const results = document.querySelector(".md-search-result__list");
  const contact = document.querySelector('.site-links [href*="contact"]')?.cloneNode(true);
  if (results && contact) {
    contact.firstChild.textContent = "Contact Singapore Customs";
    const line = document.createElement("p");
    line.className = "search-contact";
    line.append(contact);
    new MutationObserver(() => {
      if (query.value.trim() && !results.children.length) count.after(line);
      else line.remove();
    }).observe(count, { childList: true });
  }
}
