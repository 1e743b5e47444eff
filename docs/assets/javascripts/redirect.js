// On a page that moved: go to the new address, keeping the part (#anchor) that was asked for.
// Without JavaScript the page's own refresh goes there, to the top.
const target = new URL(document.querySelector('link[rel="canonical"]').href);
if (location.hash) target.hash = location.hash;
location.replace(target);
