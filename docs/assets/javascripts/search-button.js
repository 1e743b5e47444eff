// The search button of narrow screens opens the theme's search.
document.querySelector(".search-button").addEventListener("click", () => {
  document.getElementById("__search").click();
});
