// The search button of narrow screens opens the theme's search, ready for typing.
document.querySelector(".search-button").addEventListener("click", () => {
  const toggle = document.getElementById("__search");
  if (!toggle.checked) toggle.click();
  document.querySelector(".md-search__input").focus();
});
