// The search button of narrow screens opens the theme's search, ready for typing.
document.querySelector(".search-button").addEventListener("click", () => {
  document.getElementById("__search").click();
  document.querySelector(".md-search__input").focus();
});
